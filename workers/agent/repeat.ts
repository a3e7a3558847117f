/** Endless loops: the same call again and again, with nothing else in between. */
import { blocksOf } from "./content.ts";
import type { MessageParam } from "./model.ts";

const stable = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`).join()}}`;
};

/** How often the last call of the history was made in a row, since a person last spoke. */
export const repeatsOfLastCall = (messages: readonly MessageParam[]): number => {
  let last: string | null = null;
  let count = 0;
  for (const message of [...messages].reverse()) {
    const blocks = blocksOf(message);
    if (message.role === "user" && blocks.some((block) => block.type !== "tool_result")) break;
    for (const block of [...blocks].reverse()) {
      if (block.type !== "tool_use") continue;
      const key = `${block.name} ${stable(block.input)}`;
      last ??= key;
      if (key !== last) return count;
      count += 1;
    }
  }
  return count;
};

export const repeatNote = (count: number): string =>
  `\n\n[This is the same call ${count} times in a row. Repeating it will not change the result: try another way, or tell the user what stands in the way.]`;
