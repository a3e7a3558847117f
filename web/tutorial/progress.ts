import { createSignal } from "solid-js";
import * as v from "valibot";
import { me } from "../app/session.ts";

/** The four parts of U-034, in their order. */
export const parts = ["chat", "files", "code", "tools"] as const;
export type Part = (typeof parts)[number];

const Progress = v.object({
  state: v.picklist(["running", "over"]),
  part: v.optional(v.picklist(parts), "chat"),
  project: v.optional(v.string(), ""),
});
export type Progress = v.InferOutput<typeof Progress>;

const keyOf = (user: string) => `engawa.tutorial.${user}`;

/** What this browser remembers of an account's tutorial; null: it was never offered. */
function recall(user: string): Progress | null {
  try {
    const found = v.safeParse(Progress, JSON.parse(localStorage.getItem(keyOf(user)) ?? "null"));
    return found.success ? found.output : null;
  } catch {
    return null;
  }
}

const [changes, setChanges] = createSignal(0);

/** The tutorial of who is signed in. */
export const progress = (): Progress | null => {
  changes();
  const user = me()?.id;
  return user === undefined ? null : recall(user);
};

export function keepProgress(next: Progress): void {
  const user = me()?.id;
  if (user === undefined) return;
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(next));
  } catch {
    // Storage may be refused: the tutorial is offered again next time.
  }
  setChanges((count) => count + 1);
}

/** The part after this one; null after the last. */
export const partAfter = (part: Part): Part | null => parts[parts.indexOf(part) + 1] ?? null;
