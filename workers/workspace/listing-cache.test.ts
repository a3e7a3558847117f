import { expect, test } from "vitest";
import type { FileEntry } from "../tools/files.ts";
import { createListingCache } from "./listing-cache.ts";

const entries = (count: number): FileEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    path: `f${n}`,
    type: "file",
    kind: "text",
    size: 1,
    version: 1,
    hash: "h",
    executable: false,
    modified_at: 1,
  }));

test("keeps what was used last, within its bound", () => {
  const cache = createListingCache(100);
  cache.put("a", entries(40));
  cache.put("b", entries(40));
  cache.get("a");
  cache.put("c", entries(40));
  expect([cache.get("a")?.length, cache.get("b"), cache.get("c")?.length]).toEqual([
    40,
    undefined,
    40,
  ]);
});

test("a directory over its bound is not kept, and putting one twice counts once", () => {
  const cache = createListingCache(100);
  cache.put("big", entries(101));
  for (let n = 0; n < 5; n++) cache.put("a", entries(50));
  cache.put("b", entries(50));
  expect([cache.get("big"), cache.get("a")?.length]).toEqual([undefined, 50]);
});

test("a change forgets the directory it is in, and the one it is", () => {
  const cache = createListingCache(100);
  for (const directory of ["", "src", "src/a", "docs"]) cache.put(directory, entries(1));
  cache.forget([{ path: "src/a" }]);
  expect(["", "src", "src/a", "docs"].map((each) => cache.get(each) !== undefined)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
