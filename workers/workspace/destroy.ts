import { blobKey, type BlobStore } from "./blobs.ts";
import { unknownBodies } from "./views.ts";

/** Of bodies in R2, deletes those nothing names. The same content stored again at that moment waits. */
export const deleteUnknown = (blobs: BlobStore, hashes: readonly string[]): Promise<string[]> =>
  blobs.exclusive(async () => {
    const unknown = unknownBodies(blobs.sql, hashes);
    await blobs.bucket.delete(unknown.map((hash) => blobKey(blobs.project(), hash)));
    return unknown;
  });

/** Deletes every R2 object of the project. */
export async function destroyBodies(blobs: BlobStore): Promise<void> {
  await blobs.exclusive(async () => {
    for (const prefix of [`blobs/${blobs.project()}/`, `staging/${blobs.project()}/`]) {
      for (;;) {
        const { objects } = await blobs.bucket.list({ prefix, limit: 1000 });
        if (objects.length === 0) break;
        await blobs.bucket.delete(objects.map((object) => object.key));
      }
    }
  });
}
