/** Text for the live region: whole sentences beyond `from`, or all of it once the message ended. */
export function nextSentences(
  text: string,
  from: number,
  ended: boolean,
): { readonly spoken: string; readonly end: number } {
  const fresh = text.slice(from);
  const length = ended ? fresh.length : lastSentenceEnd(fresh);
  return { spoken: speakable(fresh.slice(0, length)), end: from + length };
}

function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?](?=\s)|[。！？]|\n\n/g))
    end = match.index + match[0].length;
  return end;
}

const speakable = (markdown: string): string =>
  markdown
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/[*_`#>|]+/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
