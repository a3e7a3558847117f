import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { hour } from "../platform/durations.ts";
import {
  blobKey,
  hashOf,
  openBody,
  readInline,
  sizeOf,
  storeBytes,
  storeInline,
  storeStream,
} from "./blobs.ts";
import { createBodyCache } from "./body-cache.ts";
import { carry, removeLoose } from "./carry.ts";
import { commit, putFile, removePath } from "./commit.ts";
import { destroyBodies } from "./destroy.ts";
import { bytes, inside, person } from "./testing.ts";
import { totalSize } from "./tree.ts";

describe("what no commit ever named", () => {
  test("goes after an hour, from SQLite and from R2, and not before", async () => {
    let now = 1_000_000_000_000;
    await inside(
      async ({ sql, journal, blobs }) => {
        const loose = storeInline(blobs, bytes("loose"), "a");
        const large = await storeBytes(blobs, new Uint8Array(2_000_000), "b");
        const kept = storeInline(blobs, bytes("kept"), "c");
        commit(journal, person, (tx) => putFile(tx, "c", kept));
        const key = blobKey(blobs.project(), large.hash);
        const hashes = () =>
          new Set(
            sql
              .exec<{ hash: string }>("SELECT hash FROM blob")
              .toArray()
              .map((r) => r.hash),
          );
        expect(await carry(blobs)).toBe(hour);
        expect(hashes()).toEqual(new Set([loose.hash, large.hash, kept.hash]));
        expect(await env.FILES.head(key)).not.toBeNull();
        expect(await env.FILES.head(blobKey(blobs.project(), loose.hash))).toBeNull();
        now += hour + 1;
        expect(await carry(blobs)).toBeNull();
        expect(hashes()).toEqual(new Set([kept.hash]));
        expect(await env.FILES.head(key)).toBeNull();
      },
      () => now,
    );
  });

  test("is not told to who knows its hash, and stays when a commit names it meanwhile", () =>
    inside(async ({ journal, blobs }) => {
      const body = storeInline(blobs, bytes("mine"), "a");
      expect(() => sizeOf(blobs, body.hash)).toThrow("FILE_003");
      commit(journal, person, (tx) => putFile(tx, "a", body));
      await removeLoose(blobs, [body.hash], blobs.now());
      expect(sizeOf(blobs, body.hash)).toBe(4);
    }));

  test("a small one goes without touching R2, where the same content may just be arriving", () =>
    inside(async ({ blobs }) => {
      const body = storeInline(blobs, bytes("twice"), "a");
      const key = blobKey(blobs.project(), body.hash);
      await env.FILES.put(key, "twice");
      await removeLoose(blobs, [body.hash], blobs.now());
      expect(await env.FILES.head(key)).not.toBeNull();
    }));

  test("a body of the history is never collected, however old", async () => {
    let now = 1_000_000_000_000;
    await inside(
      async ({ journal, blobs }) => {
        const body = storeInline(blobs, bytes("history"), "a");
        commit(journal, person, (tx) => putFile(tx, "a", body));
        commit(journal, person, (tx) => removePath(tx, "a"));
        now += 1000 * hour;
        await carry(blobs);
        expect(readInline(blobs, body.hash)).toBeUndefined();
        const stream = await openBody(blobs, body.hash, 0, body.size);
        expect(await new Response(stream).text()).toBe("history");
      },
      () => now,
    );
  });

  test("a large body that breaks off leaves no stage", () =>
    inside(async ({ sql, blobs }) => {
      let left = 100;
      const broken = new ReadableStream<Uint8Array>({
        pull(controller) {
          left -= 1;
          if (left === 0) controller.error(new Error("cut"));
          else controller.enqueue(new Uint8Array(64 * 1024));
        },
      });
      await expect(storeStream(blobs, broken, "a")).rejects.toThrow("cut");
      expect(sql.exec("SELECT key FROM staging").toArray()).toEqual([]);
      const { objects } = await env.FILES.list({ prefix: `staging/${blobs.project()}/` });
      expect(objects).toEqual([]);
    }));

  test("a stage left behind by a request that was cut off goes too", async () => {
    let now = 1_000_000_000_000;
    await inside(
      async ({ sql, blobs }) => {
        const key = `staging/${blobs.project()}/x`;
        await env.FILES.put(key, "half an archive");
        sql.exec("INSERT INTO staging (key, at) VALUES (?, ?)", key, now);
        await carry(blobs);
        expect(await env.FILES.head(key)).not.toBeNull();
        now += hour + 1;
        await carry(blobs);
        expect(await env.FILES.head(key)).toBeNull();
      },
      () => now,
    );
  });
});

test("a commit cannot name a body that was collected", () =>
  inside(async ({ journal }) => {
    const gone = { hash: hashOf(bytes("gone")), size: 4, kind: "text" } as const;
    expect(() => commit(journal, person, (tx) => putFile(tx, "a", gone))).toThrow("no body");
    expect(totalSize(journal.sql)).toBe(0);
  }));

test("a bucket that fails leaves the bodies in SQLite, to be carried later", () =>
  inside(async ({ journal, blobs }) => {
    const body = storeInline(blobs, Uint8Array.of(0, 1), "a.bin");
    commit(journal, person, (tx) => putFile(tx, "a.bin", body));
    const broken = { put: () => Promise.reject(new Error("R2 is away")) } as Partial<R2Bucket>;
    expect(await carry({ ...blobs, bucket: broken as R2Bucket })).toBe(30_000);
    const fresh = () => readInline({ ...blobs, cache: createBodyCache() }, body.hash);
    expect(fresh()).toEqual(Uint8Array.of(0, 1));
    expect(await carry(blobs)).toBeNull();
    expect(fresh()).toBeUndefined();
  }));

test("the project's total refuses one file too many, and rolls it back", () =>
  inside(async ({ journal, blobs }) => {
    const limits = { ...journal.limits, text_total_bytes: 10 };
    const small = { ...journal, limits };
    const put = (path: string, text: string) => {
      const body = storeInline(blobs, bytes(text), path);
      return () => commit(small, person, (tx) => putFile(tx, path, body));
    };
    put("a", "123456")();
    expect(put("b", "12345")).toThrow("FILE_001");
    expect(totalSize(journal.sql, "text")).toBe(6);
    put("b", "1234")();
    expect(put("a", "1234567")).toThrow("FILE_001");
    expect(put("a", "1")).not.toThrow();
    expect(journal.sql.exec("SELECT seq FROM change").toArray()).toHaveLength(3);
  }));

test("destroying removes the project's R2 objects, and nobody else's", () =>
  inside(async ({ blobs }) => {
    const mine = [blobKey(blobs.project(), "1"), `staging/${blobs.project()}/x`];
    const other = blobKey(`${blobs.project()}-other`, "1");
    for (const key of [...mine, other]) await env.FILES.put(key, "x");
    await destroyBodies(blobs);
    for (const key of mine) expect(await env.FILES.head(key)).toBeNull();
    expect(await env.FILES.head(other)).not.toBeNull();
  }));
