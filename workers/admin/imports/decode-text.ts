const decode = (label: string, bytes: Uint8Array): string | null => {
  try {
    // The mark of UTF-8 is no part of the text.
    return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
};

/** UTF-8 with or without its mark, else Shift_JIS, which Excel in Japan saves; null for what is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode("utf-8", bytes) ?? decode("shift_jis", bytes);
  return text === null || text.includes("\0") ? null : text;
}
