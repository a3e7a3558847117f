export type ComposerKey = "send" | "newline" | "choose" | "next" | "previous" | "dismiss";

export interface ComposerMode {
  /** A list of suggestions is open. */
  readonly suggesting: boolean;
  /** On a touch keyboard Enter is the only way to a new line. */
  readonly touch: boolean;
}

type Key = Pick<
  KeyboardEvent,
  "key" | "keyCode" | "isComposing" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
>;

/**
 * What a key means in the composer; null: what it always means. Enter that ends the conversion of
 * an input method is not ours: `isComposing`, or key code 229 where a browser ends it first.
 */
export function composerKey(event: Key, mode: ComposerMode): ComposerKey | null {
  if (event.isComposing || event.keyCode === 229) return null;
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Enter") {
    if (command) return "send";
    if (event.shiftKey || event.altKey) return "newline";
    if (mode.suggesting) return "choose";
    return mode.touch ? "newline" : "send";
  }
  if (!mode.suggesting || command) return null;
  if (event.key === "Tab" && !event.shiftKey) return "choose";
  if (event.key === "ArrowDown") return "next";
  if (event.key === "ArrowUp") return "previous";
  return event.key === "Escape" ? "dismiss" : null;
}
