import { onCleanup, onMount } from "solid-js";

export type ShortcutName =
  | "send"
  | "save"
  | "newSession"
  | "nextSession"
  | "previousSession"
  | "palette"
  | "tree"
  | "sessions"
  | "find"
  | "findFiles"
  | "approve"
  | "help";

/** What the help shows; the first key of a name is the one that always works (T-40). */
export const shortcutKeys: Record<ShortcutName, readonly string[]> = {
  send: ["Ctrl+Enter"],
  save: ["Ctrl+S"],
  newSession: ["Alt+N"],
  nextSession: ["Ctrl+Alt+→"],
  previousSession: ["Ctrl+Alt+←"],
  palette: ["Ctrl+K", "F1"],
  tree: ["Ctrl+B"],
  sessions: ["Alt+B"],
  find: ["Ctrl+F"],
  findFiles: ["Alt+F"],
  approve: ["y", "a", "n"],
  help: ["?"],
};

interface Key {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command a key stroke means, outside and inside of text fields; null: it is text. */
export function shortcutOf(event: Key, typing: boolean): ShortcutName | null {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.altKey) {
    if (event.code === "ArrowRight") return "nextSession";
    if (event.code === "ArrowLeft") return "previousSession";
    return null;
  }
  if (command && !event.shiftKey) {
    if (event.code === "KeyS") return "save";
    if (event.code === "KeyK") return "palette";
    if (event.code === "KeyB") return "tree";
    return null;
  }
  if (event.altKey && !command) {
    if (event.code === "KeyN") return "newSession";
    if (event.code === "KeyB") return "sessions";
    if (event.code === "KeyF") return "findFiles";
    return null;
  }
  if (event.key === "F1") return "palette";
  return event.key === "?" && !typing ? "help" : null;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));

/** Runs commands on their keys while the component is shown. */
export function useShortcuts(run: Partial<Record<ShortcutName, () => void>>): void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = shortcutOf(event, isTyping(event.target));
    const command = name === null ? undefined : run[name];
    if (command === undefined) return;
    event.preventDefault();
    command();
  };
  onMount(() => window.addEventListener("keydown", listen));
  onCleanup(() => window.removeEventListener("keydown", listen));
}
