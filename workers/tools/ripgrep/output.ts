/** Collects what the engine writes in large pieces, and stops it when there is too much. */
export class OutputLimit extends Error {
  override readonly name = "OutputLimit";
}

const pieceBytes = 64 * 1024;
const decoder = new TextDecoder();

export interface Output {
  write(bytes: Uint8Array): void;
  text(): string;
}

export function collectOutput(maxBytes: number): Output {
  const full: Uint8Array[] = [];
  let piece = new Uint8Array(pieceBytes);
  let used = 0;
  let total = 0;
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length;) {
        const part = bytes.subarray(at, at + pieceBytes - used);
        piece.set(part, used);
        used += part.length;
        at += part.length;
        if (used === pieceBytes) {
          full.push(piece);
          piece = new Uint8Array(pieceBytes);
          used = 0;
        }
      }
      total += bytes.length;
      if (total > maxBytes) throw new OutputLimit();
    },
    text() {
      const all = new Uint8Array(full.length * pieceBytes + used);
      full.forEach((bytes, index) => all.set(bytes, index * pieceBytes));
      all.set(piece.subarray(0, used), full.length * pieceBytes);
      return decoder.decode(all);
    },
  };
}
