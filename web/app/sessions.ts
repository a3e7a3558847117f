import { createMemo, createSignal, onCleanup } from "solid-js";
import type { ChatSettings } from "#contract/frames";
import { listProjects } from "#contract/project";
import { listSessions, type SessionInfo } from "#contract/session";
import { call } from "../client/call.ts";
import { type ApiError, toApiError } from "../client/error.ts";
import { whenIdle } from "./idle.ts";
import { me } from "./session.ts";

export type Run = SessionInfo["run"];

/** What the socket of the open session says of it: newer than any list. */
interface Live {
  readonly id: string;
  readonly settings: ChatSettings;
  readonly run: Run;
}

const refreshEvery = 20_000;
/** The server tells its list of a run a moment after it tells the socket. */
const listLag = 500;

const [listed, setListed] = createSignal<{ user: string; items: readonly SessionInfo[] } | null>(
  null,
);
const [live, setLive] = createSignal<Live | null>(null);
const [sessionsError, setError] = createSignal<ApiError | null>(null);
const [projectNames, setProjectNames] = createSignal<ReadonlyMap<string, string>>(new Map());
let asked = 0;
let latest: Promise<void> = Promise.resolve();

/** Why there is no list; a list that is there already stays. */
export { sessionsError };

/** The caller's sessions of all projects, latest activity first; null until they are known. */
export const sessions = (): readonly SessionInfo[] | null => {
  const list = listed();
  if (list === null || list.user !== me()?.id) return null;
  const now = live();
  const at = list.items.findIndex((session) => session.id === now?.id);
  const session = list.items[at];
  if (now === null || session === undefined) return list.items;
  const { title, model, mode, bypass_until: until } = now.settings;
  const bypass_until = until === null ? null : new Date(until).toISOString();
  return list.items.with(at, { ...session, title, model, mode, bypass_until, run: now.run });
};

export const waitingSessions = (): readonly SessionInfo[] =>
  (sessions() ?? []).filter((session) => session.run === "waiting");

export const projectName = (id: string): string | undefined => projectNames().get(id);

/**
 * Asks for the list again. Of several answers under way only the last one asked for counts, and all
 * wait for it: who created a session finds it in the list afterwards.
 */
export function refreshSessions(background = false): Promise<void> {
  const mine = ++asked;
  latest = load(mine, background).then(() => (mine === asked ? undefined : latest));
  return latest;
}

async function load(mine: number, background: boolean): Promise<void> {
  const user = me()?.id;
  if (user === undefined) return;
  try {
    const { items } = await call(listSessions, { query: {}, background });
    if (mine !== asked) return;
    setListed({ user, items });
    setError(null);
    if (waitingSessions().some((session) => !projectNames().has(session.project_id))) {
      const projects = await call(listProjects);
      setProjectNames(new Map(projects.items.map((project) => [project.id, project.name])));
    }
  } catch (cause) {
    if (mine === asked) setError(toApiError(cause));
  }
}

/** What the open session's socket says; a run that begins, waits or ends brings a new list. */
export function heardOfSession(id: string, settings: ChatSettings, run: Run): void {
  const before = live();
  setLive({ id, settings, run });
  if (before === null) return;
  if (before.id !== id) void refreshSessions();
  else if (before.run !== run) setTimeout(() => void refreshSessions(), listLag);
}

/** The open session was left: from here on the list speaks for it. */
export function leftSession(): void {
  setLive(null);
}

/** Keeps the list fresh for as long as the caller lives and the page is seen. */
export function keepSessionsFresh(): void {
  const seen = () => {
    if (document.visibilityState === "visible") void refreshSessions(true);
  };
  const timer = setInterval(seen, refreshEvery);
  document.addEventListener("visibilitychange", seen);
  addEventListener("focus", seen);
  const forget = whenIdle(() => void refreshSessions());
  onCleanup(() => {
    clearInterval(timer);
    forget();
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("focus", seen);
  });
}

/** The sessions of one project. */
export const sessionsOf = (project: string) =>
  createMemo(() => sessions()?.filter((session) => session.project_id === project) ?? null);
