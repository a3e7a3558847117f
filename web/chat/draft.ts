import { createEffect, onCleanup, untrack } from "solid-js";
import { beforeReload } from "../app/stale-build.ts";
import type { Chat } from "./chat.ts";

const saveAfter = 1000;

/**
 * Keeps what is being typed with the session: brought back once when it opens, saved a second after
 * the last change and when the chat is left.
 */
export function createDraft(chat: Chat, text: () => string, setText: (text: string) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saved: string | null = null;

  createEffect(() => {
    const { ready, draft } = chat.state();
    if (!ready || saved !== null) return;
    saved = draft;
    if (untrack(text) === "") setText(draft);
  });

  const save = async () => {
    clearTimeout(timer);
    const now = untrack(text);
    if (saved === null || now === saved) return;
    saved = now;
    // A draft that could not be saved is not worth a message: it is still on the screen.
    await chat.command({ type: "draft.save", text: now }).catch(() => (saved = ""));
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), saveAfter);
  };
  onCleanup(() => void save());
  onCleanup(beforeReload(save));
  return { changed };
}
