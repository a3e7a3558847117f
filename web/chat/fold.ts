const lineLimit = 24;
const charLimit = 4000;

/** The beginning and the end of an output that is too long to show at once, else null. */
export function fold(text: string): { readonly head: string; readonly tail: string } | null {
  const lines = text.split("\n");
  if (lines.length <= lineLimit && text.length <= charLimit) return null;
  if (lines.length <= lineLimit) {
    return { head: text.slice(0, charLimit / 2), tail: text.slice(-charLimit / 4) };
  }
  return {
    head: lines.slice(0, 12).join("\n").slice(0, charLimit),
    tail: lines.slice(-8).join("\n").slice(-charLimit),
  };
}

/** Output of a terminal without its control sequences; what `\r` overwrote is gone. */
export function plainOutput(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- terminal escapes are control characters
      .replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/g, "")
      .replace(/\r\n/g, "\n")
      .replace(/[^\n]*\r(?!\n)/g, "")
  );
}
