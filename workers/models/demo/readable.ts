/** Requests of any length, as something patterns can be tried on without end in sight. */
const [head, tail] = [6000, 2000];

/** Runs nobody means to be read: of one word, of blanks, of marks. Each becomes its beginning. */
const runs = /[\w$@./-]{201,}|\s{41,}|[`"'「(*#~=_|<>-]{21,}|(.)\1{80,}/gu;

/**
 * The words of a request, bounded: the middle of a long text is left out, a run is cut short. The
 * patterns of this folder look backwards and forwards, and some need the square of the length.
 */
export function readable(text: string): string {
  const bounded =
    text.length <= head + tail ? text : `${text.slice(0, head)}\n…\n${text.slice(-tail)}`;
  return bounded.replaceAll(runs, (run) => run.slice(0, 40));
}

/** The first fenced block, whole: the wished content of a file. */
export function firstFence(text: string): string | null {
  const open = /```[\w-]{0,40}\r?\n/.exec(text);
  if (!open) return null;
  const from = open.index + open[0].length;
  const to = text.indexOf("```", from);
  return to < 0 ? null : text.slice(from, to);
}
