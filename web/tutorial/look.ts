import type { Part } from "./progress.ts";

const has = (selector: string): boolean => document.querySelector(selector) !== null;
const count = (selector: string): number => document.querySelectorAll(selector).length;

/** What the page shows of a part as it begins; what is there already is no progress. */
export interface Before {
  readonly items: number;
  readonly text: string | null;
  readonly files: number;
}

const items = ".chat-scroll [data-item]";
const readme = '[role=tab][data-tab="README.md"][aria-selected=true]';
const textOf = (): string | null =>
  has(readme) ? (document.querySelector(".cm-content")?.textContent ?? null) : null;

export const lookAround = (): Before => ({
  items: count(items),
  text: textOf(),
  files: count("[role=treeitem][data-path]"),
});

/** Whether the person has done what a part is about; looks at the page only. */
export function isDone(part: Part, before: Before): boolean {
  if (part === "chat") return count(items) >= before.items + 2;
  if (part === "files") {
    const text = textOf();
    return (
      text !== null && before.text !== null && text !== before.text && has("[data-save=saved]")
    );
  }
  if (part === "code") return count("[role=treeitem][data-path]") > before.files;
  return has(".chat-scroll button[aria-expanded=true]");
}

/** Puts an example into the composer as if it had been typed, ready to be sent. */
export function insertExample(text: string): void {
  const field = document.querySelector<HTMLTextAreaElement>("[data-composer]");
  if (field === null) return;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.focus();
}
