import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { blobKey, hashOf, storeBytes } from "./blobs.ts";
import { deleteUnknown } from "./destroy.ts";
import { inside } from "./testing.ts";

test("a body that is stored again while it is deleted as nobody's stays (SA-038)", () =>
  inside(async ({ blobs }) => {
    const body = new Uint8Array(2 * 1024 * 1024).fill(7);
    const hash = hashOf(body);
    const key = blobKey(blobs.project(), hash);
    await env.FILES.put(key, body);
    let stored: Promise<unknown> = Promise.resolve();
    const slow = new Proxy(blobs.bucket, {
      get: (bucket, name) =>
        name === "delete"
          ? async (keys: string[]) => {
              stored = storeBytes(blobs, body, "a.bin");
              await Promise.race([stored, scheduler.wait(500)]);
              await bucket.delete(keys);
            }
          : Reflect.get(bucket, name),
    });
    expect(await deleteUnknown({ ...blobs, bucket: slow }, [hash])).toEqual([hash]);
    await stored;
    expect(await env.FILES.head(key)).not.toBeNull();
    expect(await deleteUnknown(blobs, [hash])).toEqual([]);
    expect(await env.FILES.head(key)).not.toBeNull();
  }));
