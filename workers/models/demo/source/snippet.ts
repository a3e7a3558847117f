import type { ToolRequest } from "../play.ts";
import { editCall } from "../moves.ts";

/** Lines `from`…`to` (from 1, both included) give way to `next`. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly next: readonly string[];
}

/** The Edit call: with as many lines around as it takes for the old text to stand there once. */
export function lineEdit(path: string, lines: readonly string[], edit: LineEdit): ToolRequest {
  const text = lines.join("\n");
  let from = edit.from;
  let to = edit.to;
  const old = () => lines.slice(from - 1, to).join("\n");
  while ((old().trim() === "" || text.split(old()).length > 2) && (from > 1 || to < lines.length)) {
    if (from > 1) from--;
    else to++;
  }
  const before = lines.slice(from - 1, edit.from - 1);
  const after = lines.slice(edit.to, to);
  const next = [...before, ...edit.next, ...after].join("\n");
  if (edit.next.length === 0 && to < lines.length && from === edit.from) {
    return editCall(path, `${old()}\n`, next === "" ? "" : `${next}\n`);
  }
  return editCall(path, old(), next);
}

export const applyEdit = (lines: readonly string[], edit: LineEdit): string[] => [
  ...lines.slice(0, edit.from - 1),
  ...edit.next,
  ...lines.slice(edit.to),
];

/** A fenced piece of a unified diff, for people. */
export function diffBlock(lines: readonly string[], edit: LineEdit): string {
  const context = (from: number, to: number) =>
    lines.slice(Math.max(0, from - 1), to).map((line) => `  ${line}`);
  return [
    "```diff",
    ...context(edit.from - 1, edit.from - 1),
    ...lines.slice(edit.from - 1, edit.to).map((line) => `- ${line}`),
    ...edit.next.map((line) => `+ ${line}`),
    ...context(edit.to + 1, edit.to + 1),
    "```",
  ].join("\n");
}
