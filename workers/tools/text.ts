/** Bytes and text, without guessing: a file is text when it is valid UTF-8 without NUL. */
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export function decodeText(body: Uint8Array): string | null {
  if (body.includes(0)) return null;
  try {
    return strict.decode(body);
  } catch {
    return null;
  }
}

export const encodeText = (text: string): Uint8Array => encoder.encode(text);

/** Lines without their terminators; the empty end after a last newline is no line. */
export function splitLines(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** For titles: white space folded, at most `max` characters. */
export const oneLine = (text: string, max = 200): string => {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
};
