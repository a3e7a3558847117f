import { createMemo, createSignal, onCleanup } from "solid-js";
import type { ChatSettings } from "#contract/chat";
import { listSessions, type SessionInfo } from "#contract/session";
import { call } from "../../api/call.ts";
import { type ApiError, toApiError } from "../../api/error.ts";

/** The chat sessions of a project; the open one as its socket tells it. */
export function createSessions(project: string) {
  const [listed, setListed] = createSignal<readonly SessionInfo[] | null>(null);
  const [error, setError] = createSignal<ApiError | null>(null);
  const [live, setLive] = createSignal<{
    id: string;
    settings: ChatSettings;
    running: boolean;
  } | null>(null);

  const refetch = async () => {
    try {
      const { items } = await call(listSessions, { query: { project_id: project } });
      setListed(items);
      setError(null);
    } catch (cause) {
      setError(toApiError(cause));
    }
  };

  const whenShown = () => {
    if (document.visibilityState === "visible") void refetch();
  };
  document.addEventListener("visibilitychange", whenShown);
  onCleanup(() => document.removeEventListener("visibilitychange", whenShown));
  void refetch();

  return {
    error,
    refetch,
    list: createMemo((): readonly SessionInfo[] | null => {
      const list = listed();
      const now = live();
      if (list === null || now === null) return list;
      const { title, model, mode } = now.settings;
      const status = now.running ? "active" : "idle";
      const at = list.findIndex((session) => session.id === now.id);
      const session = list[at];
      return session === undefined
        ? list
        : list.with(at, { ...session, title, model, mode, status });
    }),
    /** What the socket of a session says of it; the end of a turn brings a new list. */
    heard(id: string, settings: ChatSettings, running: boolean) {
      const ended = live()?.id === id && live()?.running === true && !running;
      setLive({ id, settings, running });
      if (ended) void refetch();
    },
  };
}
