/** The engine's memory as numbers, bytes and text. Hold no view across a call of the engine: growing detaches it. */
export interface Memory {
  words(): DataView;
  bytes(): Uint8Array;
  text(at: number, length: number): string;
}

const decoder = new TextDecoder();

export function memoryOf(memory: () => WebAssembly.Memory): Memory {
  let all = new Uint8Array(0);
  let fields = new DataView(all.buffer);
  /** A detached view has no length. */
  const renew = () => {
    if (all.length > 0) return;
    const { buffer } = memory();
    all = new Uint8Array(buffer);
    fields = new DataView(buffer);
  };
  const bytes = () => (renew(), all);
  return {
    bytes,
    words: () => (renew(), fields),
    text: (at, length) => decoder.decode(bytes().subarray(at, at + length)),
  };
}

export const errno = {
  ok: 0,
  access: 2,
  bad: 8,
  invalid: 28,
  none: 44,
  notDirectory: 54,
  notSeekable: 70,
};
