/** What the alarm does: bodies to R2, out of SQLite where they need not stay, leftovers away. */
import { hour } from "../platform/durations.ts";
import { type BlobStore, blobKey, blobMetadata } from "./blobs.ts";
import type { FileKind } from "#contract/file";

/** Bodies on their way at the same time; each is at most 1.5 MB. */
const parallel = 4;
const perAlarm = 400;
/** Leftovers of what was cut off are older than any request. */
const leftoverAge = hour;

type Waiting = { hash: string; path: string; kind: FileKind };

/** Returns when to come again, in milliseconds from now, or null when there is nothing left to do. */
export async function carry(blobs: BlobStore): Promise<number | null> {
  const waiting = blobs.sql
    .exec<Waiting>(
      `SELECT hash, path, kind FROM blob
         WHERE in_r2 = 0 AND state <> 'loose' AND body IS NOT NULL LIMIT ?`,
      perAlarm,
    )
    .toArray();
  let failed = 0;
  const queue = waiting.values();
  const worker = async () => {
    for (const blob of queue) if (!(await put(blobs, blob))) failed += 1;
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  blobs.sql.exec(
    `UPDATE blob SET body = NULL
       WHERE in_r2 = 1 AND body IS NOT NULL AND (state <> 'current' OR kind <> 'text')`,
  );
  await collect(blobs);
  if (failed > 0) return 30_000;
  if (waiting.length === perAlarm) return 0;
  return hasLeftovers(blobs) ? leftoverAge : null;
}

async function put(blobs: BlobStore, { hash, path, kind }: Waiting): Promise<boolean> {
  const row = blobs.sql
    .exec<{ body: ArrayBuffer | null }>("SELECT body FROM blob WHERE hash = ?", hash)
    .toArray()[0];
  if (!row?.body) return true;
  const project = blobs.project();
  try {
    await blobs.bucket.put(blobKey(project, hash), row.body, blobMetadata(project, path, kind));
  } catch {
    return false;
  }
  blobs.sql.exec("UPDATE blob SET in_r2 = 1 WHERE hash = ?", hash);
  return true;
}

const hasLeftovers = (blobs: BlobStore): boolean =>
  blobs.sql
    .exec<{ n: number }>(
      `SELECT EXISTS (SELECT 1 FROM blob WHERE state = 'loose')
         OR EXISTS (SELECT 1 FROM staging) AS n`,
    )
    .one().n === 1;

/** Removes bodies that no commit ever named and staging objects of requests that were cut off. */
async function collect(blobs: BlobStore): Promise<void> {
  const before = blobs.now() - leftoverAge;
  const staged = blobs.sql
    .exec<{ key: string }>("SELECT key FROM staging WHERE at < ?", before)
    .toArray();
  for (const { key } of staged) {
    await blobs.bucket.delete(key);
    blobs.sql.exec("DELETE FROM staging WHERE key = ?", key);
  }
  const loose = blobs.sql
    .exec<{ hash: string }>(
      "SELECT hash FROM blob WHERE state = 'loose' AND touched_at < ?",
      before,
    )
    .toArray();
  await removeLoose(
    blobs,
    loose.map((row) => row.hash),
    before,
  );
}

/** Removes those of the bodies that are still loose and were not touched since. */
export function removeLoose(
  blobs: BlobStore,
  hashes: readonly string[],
  untouchedSince: number,
): Promise<void> {
  return blobs.exclusive(async () => {
    const keys: string[] = [];
    for (const hash of hashes) {
      const gone = blobs.sql
        .exec<{ large: number }>(
          `DELETE FROM blob WHERE hash = ? AND state = 'loose' AND touched_at <= ?
             RETURNING body IS NULL AS large`,
          hash,
          untouchedSince,
        )
        .toArray()[0];
      // A small loose body was never in R2; the same content, named meanwhile, may be on its way there.
      if (gone?.large === 1) keys.push(blobKey(blobs.project(), hash));
    }
    for (let at = 0; at < keys.length; at += 1000)
      await blobs.bucket.delete(keys.slice(at, at + 1000));
  });
}
