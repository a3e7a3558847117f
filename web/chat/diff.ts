export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "hunk";
  /** Line numbers before and after; null on the side where the line is not. */
  readonly before: number | null;
  readonly after: number | null;
  /** Words that differ from the line it replaces are `changed`. */
  readonly parts: readonly { readonly text: string; readonly changed: boolean }[];
}

/** Reads a unified diff of one file. The words of replaced lines are compared, never parts of words. */
export function parseDiff(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  let started = false;
  for (const raw of diff.replace(/\n$/, "").split("\n")) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/.exec(raw);
    if (header) {
      started = true;
      before = Number(header[1]);
      after = Number(header[2]);
      lines.push(line("hunk", null, null, header[3] ?? ""));
    } else if (started && raw.startsWith("+")) {
      lines.push(line("added", null, after++, raw.slice(1)));
    } else if (started && raw.startsWith("-")) {
      lines.push(line("removed", before++, null, raw.slice(1)));
    } else if (started && !raw.startsWith("\\")) {
      lines.push(line("same", before++, after++, raw.slice(1)));
    }
  }
  return compareWords(lines);
}

const line = (
  kind: DiffLine["kind"],
  before: number | null,
  after: number | null,
  text: string,
): DiffLine => ({ kind, before, after, parts: [{ text, changed: false }] });

const textOf = (item: DiffLine): string => item.parts.map((part) => part.text).join("");

/** Pairs each run of removed lines with the run of added lines that follows it. */
function compareWords(lines: DiffLine[]): DiffLine[] {
  const out = lines.slice();
  for (let at = 0; at < out.length; at += 1) {
    if (out[at]?.kind !== "removed") continue;
    const removed = runLength(out, at, "removed");
    const added = runLength(out, at + removed, "added");
    for (let pair = 0; pair < Math.min(removed, added); pair += 1) {
      const old = out[at + pair];
      const fresh = out[at + removed + pair];
      if (!old || !fresh) continue;
      const [oldParts, freshParts] = changedWords(textOf(old), textOf(fresh));
      out[at + pair] = { ...old, parts: oldParts };
      out[at + removed + pair] = { ...fresh, parts: freshParts };
    }
    at += removed + added - 1;
  }
  return out;
}

function runLength(lines: readonly DiffLine[], from: number, kind: DiffLine["kind"]): number {
  let end = from;
  while (lines[end]?.kind === kind) end += 1;
  return end - from;
}

type Parts = DiffLine["parts"];

/** The middle in which two lines differ, widened to whole words; nothing where hardly a word stays. */
function changedWords(old: string, fresh: string): [Parts, Parts] {
  const a = words(old);
  const b = words(fresh);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const room = Math.min(a.length, b.length) - head;
  while (tail < room && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const shared = [...a.slice(0, head), ...a.slice(a.length - tail)].join("").trim().length;
  if (shared * 4 < Math.max(old.trim().length, fresh.trim().length)) {
    return [[{ text: old, changed: false }], [{ text: fresh, changed: false }]];
  }
  return [split(a, head, tail), split(b, head, tail)];
}

const words = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

const split = (list: readonly string[], head: number, tail: number): Parts =>
  [
    { text: list.slice(0, head).join(""), changed: false },
    { text: list.slice(head, list.length - tail).join(""), changed: true },
    { text: list.slice(list.length - tail).join(""), changed: false },
  ].filter((part) => part.text !== "");
