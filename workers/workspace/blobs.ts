/** Bodies by content: small ones in SQLite first and in R2 soon, large ones in R2 first. */
import { createHash } from "node:crypto";
import type { FileKind } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import type { BodyCache } from "./body-cache.ts";
import type { StoredBody } from "./commit.ts";
import { imageType, kindOf, probeKind } from "./kind.ts";
import { ceilingBytes, checkFileSize, tooLarge } from "./limits.ts";
import type { Lock } from "./lock.ts";
import { discard, receive } from "./receive.ts";
import type { Limits } from "./rpc.ts";

export interface BlobStore {
  readonly sql: SqlStorage;
  readonly bucket: R2Bucket;
  readonly limits: Limits;
  readonly cache: BodyCache;
  project(): string;
  now(): number;
  /** Asks for the alarm that carries bodies to R2. */
  wake(): void;
  /** Held while an R2 body is put before its row is committed, and while one is deleted. */
  readonly exclusive: Lock;
}

/** SQLite refuses rows over 2 MB. */
const inlineBytes = 1.5 * 1024 * 1024;

export const hashOf = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

export const blobKey = (project: string, hash: string): string => `blobs/${project}/${hash}`;

/** What names an R2 object when all else is lost. */
export const blobMetadata = (project: string, path: string, kind: FileKind) => ({
  customMetadata: { project, path: encodeURI(path), kind },
});

/** Stores a small body at once. It is loose until a commit names it. */
export function storeInline(blobs: BlobStore, body: Uint8Array, path: string): StoredBody {
  const stored = { hash: hashOf(body), size: body.length, kind: kindOf(body) };
  blobs.sql.exec(
    `INSERT INTO blob (hash, size, kind, path, body, in_r2, state, touched_at)
       VALUES (?, ?, ?, ?, ?, 0, 'loose', ?)
     ON CONFLICT (hash) DO UPDATE SET
       body = COALESCE(body, excluded.body), touched_at = excluded.touched_at`,
    stored.hash,
    stored.size,
    stored.kind,
    path,
    body,
    blobs.now(),
  );
  blobs.wake();
  return stored;
}

async function storeLarge(
  blobs: BlobStore,
  stored: StoredBody,
  path: string,
  put: (key: string, options: R2PutOptions) => Promise<unknown>,
): Promise<StoredBody> {
  await blobs.exclusive(async () => {
    const { in_r2 } = blobs.sql
      .exec<{ in_r2: number }>(
        `INSERT INTO blob (hash, size, kind, path, body, in_r2, state, touched_at)
           VALUES (?, ?, ?, ?, NULL, 0, 'loose', ?)
         ON CONFLICT (hash) DO UPDATE SET touched_at = excluded.touched_at RETURNING in_r2`,
        stored.hash,
        stored.size,
        stored.kind,
        path,
        blobs.now(),
      )
      .one();
    if (in_r2 === 1) return;
    const project = blobs.project();
    await put(blobKey(project, stored.hash), blobMetadata(project, path, stored.kind));
    blobs.sql.exec("UPDATE blob SET in_r2 = 1 WHERE hash = ?", stored.hash);
  });
  return stored;
}

/** Stores a body that lies in memory. Throws FILE_001 over the limit of its kind. */
export async function storeBytes(
  blobs: BlobStore,
  body: Uint8Array,
  path: string,
): Promise<StoredBody> {
  const kind = kindOf(body);
  checkFileSize(blobs.limits, kind, body.length, path);
  if (body.length <= inlineBytes) return storeInline(blobs, body, path);
  const stored = { hash: hashOf(body), size: body.length, kind };
  return storeLarge(blobs, stored, path, (key, options) => blobs.bucket.put(key, body, options));
}

/** Stores a body as it streams in, in bounded memory. Throws FILE_001 as soon as it is too large. */
export async function storeStream(
  blobs: BlobStore,
  stream: ReadableStream<Uint8Array>,
  path: string,
): Promise<StoredBody> {
  const hash = createHash("sha256");
  const probe = probeKind();
  let isImage: boolean | undefined;
  const received = await receive(blobs, stream, (chunk, total) => {
    hash.update(chunk);
    probe.push(chunk);
    isImage ??= imageType(chunk) !== null;
    const limit = isImage ? blobs.limits.image_bytes : ceilingBytes;
    if (total > limit) throw tooLarge(isImage ? "image" : "binary", limit, total, path);
  });
  if (received.kind === "memory") return storeBytes(blobs, received.bytes, path);
  try {
    const stored = { hash: hash.digest("hex"), size: received.size, kind: probe.end() };
    checkFileSize(blobs.limits, stored.kind, stored.size, path);
    return await storeLarge(blobs, stored, path, async (key, options) => {
      const staged = await blobs.bucket.get(received.key);
      if (!staged) throw new Error("a staged body is gone");
      await blobs.bucket.put(key, staged.body, options);
    });
  } finally {
    await discard(blobs, received.key);
  }
}

export const storeBody = (
  blobs: BlobStore,
  body: ReadableStream<Uint8Array> | Uint8Array,
  path: string,
): Promise<StoredBody> =>
  body instanceof Uint8Array ? storeBytes(blobs, body, path) : storeStream(blobs, body, path);

/** The body when it lies in SQLite. */
export function readInline(blobs: BlobStore, hash: string): Uint8Array | undefined {
  const cached = blobs.cache.get(hash);
  if (cached) return cached;
  const row = blobs.sql
    .exec<{ body: ArrayBuffer | null }>("SELECT body FROM blob WHERE hash = ?", hash)
    .toArray()[0];
  if (!row?.body) return undefined;
  const body = new Uint8Array(row.body);
  blobs.cache.put(hash, body);
  return body;
}

/** Size of a body the project has or had. Throws FILE_003. */
export function sizeOf(blobs: BlobStore, hash: string): number {
  const row = blobs.sql
    .exec<{ size: number }>("SELECT size FROM blob WHERE hash = ? AND state <> 'loose'", hash)
    .toArray()[0];
  if (!row) throw new AppError("FILE_003", { hash });
  return row.size;
}

/** Part of a body as a byte stream, from SQLite or R2. */
export async function openBody(
  blobs: BlobStore,
  hash: string,
  offset: number,
  length: number,
): Promise<ReadableStream<Uint8Array>> {
  const inline = length === 0 ? new Uint8Array(0) : readInline(blobs, hash);
  if (inline) return streamOf(inline.subarray(offset, offset + length));
  const key = blobKey(blobs.project(), hash);
  const object = await blobs.bucket.get(key, { range: { offset, length } });
  if (!object) throw new Error(`body ${hash} is neither in SQLite nor in R2`);
  return object.body;
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const { body } = new Response(bytes);
  if (!body) throw new Error("a response without a body");
  return body;
}

export async function readWhole(blobs: BlobStore, hash: string, size: number): Promise<Uint8Array> {
  const inline = readInline(blobs, hash);
  if (inline) return inline;
  return new Uint8Array(await new Response(await openBody(blobs, hash, 0, size)).arrayBuffer());
}
