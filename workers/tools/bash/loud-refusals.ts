/**
 * Options that just-bash accepts and answers wrongly. A wrong answer misleads more than none, so
 * they are refused with the way around.
 */
const backReference = /\\[1-9]/;

/** The regex halves of `s` and address parts of a sed script; enough to see a back-reference. */
function sedPatterns(script: string): string[] {
  const patterns: string[] = [];
  for (let at = 0; at < script.length; at++) {
    const opens = script[at] === "s" || script[at] === "/";
    const before = script[at - 1] ?? ";";
    if (!opens || (script[at] === "s" && /[A-Za-z\\]/.test(before))) continue;
    const start = script[at] === "s" ? at + 1 : at;
    const mark = script[start] ?? "";
    if (/[\w\s\\]|^$/.test(mark)) continue;
    const end = closing(script, start + 1, mark);
    if (end === -1) return patterns;
    patterns.push(script.slice(start + 1, end));
    at = script[at] === "s" ? Math.max(end, closing(script, end + 1, mark)) : end;
  }
  return patterns;
}

function closing(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === mark) return at;
  }
  return -1;
}

function sed(args: readonly string[]): string | null {
  if (args.some((arg) => /^-[nErsuz]*i[^nErsuz]/.test(arg) || arg.startsWith("--in-place="))) {
    return "-i with a suffix keeps no backup in this shell; copy the file with cp first, then use sed -i";
  }
  if (args.some((arg) => sedPatterns(arg).some((pattern) => backReference.test(pattern)))) {
    return "a back-reference inside a pattern is not supported in this shell; use the Edit tool";
  }
  return null;
}

function head(args: readonly string[]): string | null {
  const negative = args.some(
    (arg, index) =>
      /^-[nc]-\d/.test(arg) || (/^-[nc]$/.test(arg) && /^-\d/.test(args[index + 1] ?? "")),
  );
  return negative || args.some((arg) => /^--(?:lines|bytes)=-/.test(arg))
    ? "a negative count is not supported in this shell; count with wc -l, then use sed -n '1,Np'"
    : null;
}

function tail(args: readonly string[]): string | null {
  const fromByte = args.some(
    (arg, index) => arg.startsWith("-c+") || (arg === "-c" && args[index + 1]?.startsWith("+")),
  );
  return fromByte ? "-c +N is not supported in this shell; use cut -c, or the Read tool" : null;
}

const sort = (args: readonly string[]): string | null =>
  args.some((arg, index) =>
    /^\d+(?:\.\d+)?[a-zA-Z]*,\d+(?:\.\d+)?[a-zA-Z]+$/.test(
      arg.startsWith("-k") ? arg.slice(2) : args[index - 1] === "-k" ? arg : "",
    ),
  )
    ? "a key range with its own options (-k2,3n) sorts wrongly in this shell; put the option in front: sort -n -k2,3"
    : null;

const checks: Partial<Record<string, (args: readonly string[]) => string | null>> = {
  sed,
  head,
  tail,
  sort,
};

/** Why this call would be answered wrongly, or null. */
export const wrongAnswer = (name: string, args: readonly string[]): string | null =>
  checks[name]?.(args) ?? null;
