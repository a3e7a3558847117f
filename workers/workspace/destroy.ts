import type { BlobStore } from "./blobs.ts";

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
