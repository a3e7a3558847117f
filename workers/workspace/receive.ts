/** Taking a body of unknown length without holding it in memory. */
import type { BlobStore } from "./blobs.ts";

/** R2's smallest part; what is shorter stays in memory. */
const partBytes = 5 * 1024 * 1024;

export type Received =
  | { readonly kind: "memory"; readonly bytes: Uint8Array; readonly size: number }
  /** In R2 below `staging/`; the receiver calls `discard`. */
  | { readonly kind: "staged"; readonly key: string; readonly size: number };

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** `inspect` sees every chunk and may throw to refuse; then nothing is left behind. */
export async function receive(
  blobs: BlobStore,
  stream: ReadableStream<Uint8Array>,
  inspect: (chunk: Uint8Array, total: number) => void,
): Promise<Received> {
  const reader = stream.getReader();
  const held = { chunks: [] as Uint8Array[], size: 0 };
  let total = 0;
  let upload: R2MultipartUpload | undefined;
  const parts: R2UploadedPart[] = [];
  const flush = async (size: number) => {
    const whole = join(held.chunks, held.size);
    upload ??= await openStaging(blobs);
    parts.push(await upload.uploadPart(parts.length + 1, whole.subarray(0, size)));
    held.chunks = size < whole.length ? [whole.slice(size)] : [];
    held.size = whole.length - size;
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      inspect(value, total);
      held.chunks.push(value);
      held.size += value.length;
      while (held.size >= partBytes) await flush(partBytes);
    }
    if (!upload) return { kind: "memory", bytes: join(held.chunks, held.size), size: total };
    if (held.size > 0) await flush(held.size);
    await upload.complete(parts);
    return { kind: "staged", key: upload.key, size: total };
  } catch (error) {
    await readOff(reader).catch(() => undefined);
    if (upload) {
      await upload.abort().catch(() => undefined);
      await discard(blobs, upload.key);
    }
    throw error;
  }
}

/** How much of a refused upload is still taken in, so that its sender hears the refusal and not a cut line. */
const patience = 16 * 1024 * 1024;

async function readOff(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let left = patience; left > 0;) {
    const { done, value } = await reader.read();
    if (done) return;
    left -= value.length;
  }
  await reader.cancel();
}

async function openStaging(blobs: BlobStore): Promise<R2MultipartUpload> {
  const key = `staging/${blobs.project()}/${crypto.randomUUID()}`;
  blobs.sql.exec("INSERT INTO staging (key, at) VALUES (?, ?)", key, blobs.now());
  blobs.wake();
  return blobs.bucket.createMultipartUpload(key);
}

export async function discard(blobs: BlobStore, key: string): Promise<void> {
  await blobs.bucket.delete(key);
  blobs.sql.exec("DELETE FROM staging WHERE key = ?", key);
}
