/** What the model reads of a long output: all of a short one, head and tail of a long one. Pure. */
const maxSuccess = 30_000;
const maxFailure = 10_000;

export interface Folded {
  readonly text: string;
  /** Before folding. */
  readonly total_chars: number;
}

export function foldOutput(output: string, failed: boolean): Folded {
  const max = failed ? maxFailure : maxSuccess;
  const total = output.length;
  if (total <= max) return { text: output, total_chars: total };
  const head = toLineEnd(output.slice(0, Math.floor(max * 0.6)));
  const tail = fromLineStart(output.slice(-Math.floor(max * 0.4)));
  const left = total - head.length - tail.length;
  return {
    text: `${head}\n… ${left} of ${total} characters left out here; narrow the command, or send its output to a file and read parts of it …\n${tail}`,
    total_chars: total,
  };
}

/** Whole lines where a line end is near. */
const toLineEnd = (text: string): string => {
  const end = text.lastIndexOf("\n");
  return end > text.length - 1000 && end > 0 ? text.slice(0, end) : text;
};

const fromLineStart = (text: string): string => {
  const start = text.indexOf("\n");
  return start !== -1 && start < 1000 ? text.slice(start + 1) : text;
};
