/** The engine's memory as numbers, bytes and text. Views are made anew: growing detaches the old ones. */
export interface Memory {
  words(): DataView;
  bytes(): Uint8Array;
  text(at: number, length: number): string;
}

const decoder = new TextDecoder();

export function memoryOf(memory: () => WebAssembly.Memory): Memory {
  const bytes = () => new Uint8Array(memory().buffer);
  return {
    bytes,
    words: () => new DataView(memory().buffer),
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
