/**
 * Bodies that were read lately, by hash: a search over a project reads every file, and SQLite takes
 * longer to hand a body over than the engine to look through it. Bounded, since objects share an isolate.
 */
export interface BodyCache {
  get(hash: string): Uint8Array | undefined;
  put(hash: string, body: Uint8Array): void;
}

/** Bytes an object may keep. */
const maxTotal = 6 * 1024 * 1024;
/** A larger body would push everything else out. */
const maxBody = 256 * 1024;

export function createBodyCache(limits = { total: maxTotal, body: maxBody }): BodyCache {
  // A Map keeps the order of insertion: the first is the one longest unused.
  const bodies = new Map<string, Uint8Array>();
  let total = 0;
  return {
    get(hash) {
      const body = bodies.get(hash);
      if (body) {
        bodies.delete(hash);
        bodies.set(hash, body);
      }
      return body;
    },
    put(hash, body) {
      if (body.length > limits.body || bodies.has(hash)) return;
      bodies.set(hash, body);
      total += body.length;
      for (const [oldest, { length }] of bodies) {
        if (total <= limits.total) break;
        bodies.delete(oldest);
        total -= length;
      }
    },
  };
}
