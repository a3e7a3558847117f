import { createTwoFilesPatch } from "diff";

export interface UnifiedDiff {
  /** Null where it was too large to compute in bounded time. */
  readonly diff: string | null;
  readonly added: number;
  readonly removed: number;
}

/** Edits searched before giving up: work grows with its square, and no clock runs inside a Worker. */
const maxEditLength = 2000;
const maxChars = 1_000_000;

const lineCount = (text: string): number =>
  text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

/** A unified diff with three lines of context, `a/` and `b/` headers; /dev/null stands for no file. */
export function unifiedDiff(
  path: string,
  before: string | null,
  after: string | null,
): UnifiedDiff {
  const old = before ?? "";
  const next = after ?? "";
  const whole = { diff: null, added: lineCount(next), removed: lineCount(old) };
  if (old.length + next.length > maxChars) return whole;
  const patch = createTwoFilesPatch(
    before === null ? "/dev/null" : `a/${path}`,
    after === null ? "/dev/null" : `b/${path}`,
    old,
    next,
    undefined,
    undefined,
    { context: 3, maxEditLength },
  );
  if (patch === undefined) return whole;
  const text = patch.replace(/^(?:Index: .*\n)?=+\n/, "");
  const { added, removed } = changedLines(text);
  return { diff: text, added, removed };
}

/** Counts inside hunks only,: a header begins with `---` and `+++` too. */
function changedLines(patch: string): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  let inside = false;
  for (const line of patch.split("\n")) {
    if (line.startsWith("@@")) inside = true;
    else if (inside && line.startsWith("+")) added++;
    else if (inside && line.startsWith("-")) removed++;
  }
  return { added, removed };
}
