/** just-bash carries bytes as strings of characters 0 to 255. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function bytesOfLatin1(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

function latin1OfBytes(bytes: Uint8Array): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    out += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return out;
}

type Encoding = string | { encoding?: string | null } | undefined;

const isLatin1 = (encoding: Encoding): boolean => {
  const name = typeof encoding === "string" ? encoding : encoding?.encoding;
  return name === "binary" || name === "latin1" || name === "ascii";
};

export const toBytes = (content: string | Uint8Array, encoding: Encoding): Uint8Array => {
  if (typeof content !== "string") return content;
  return isLatin1(encoding) ? bytesOfLatin1(content) : encoder.encode(content);
};

export const toText = (bytes: Uint8Array, encoding: Encoding): string =>
  isLatin1(encoding) ? latin1OfBytes(bytes) : decoder.decode(bytes);
