export type ArchiveFormat = "zip" | "tar.gz" | "tar";

const begins = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** Bytes `formatOf` looks at. */
export const headBytes = 512;

/** By the first bytes, whatever the name says. A plain tar is known by the sum over its first header. */
export function formatOf(head: Uint8Array): ArchiveFormat | null {
  if (begins(head, 0x50, 0x4b, 3, 4) || begins(head, 0x50, 0x4b, 5, 6)) return "zip";
  if (begins(head, 0x1f, 0x8b, 8)) return "tar.gz";
  return head.length >= headBytes && isTarHeader(head) ? "tar" : null;
}

function isTarHeader(head: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(head.subarray(148, 156));
  const expected = Number.parseInt(text.replaceAll("\0", " ").trim(), 8);
  let sum = 0;
  for (let i = 0; i < headBytes; i++) sum += i >= 148 && i < 156 ? 32 : (head[i] ?? 0);
  return sum === expected;
}
