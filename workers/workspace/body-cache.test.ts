import { expect, test } from "vitest";
import { createBodyCache } from "./body-cache.ts";

const body = (size: number) => new Uint8Array(size);

test("keeps what was used last, within its bound", () => {
  const cache = createBodyCache({ total: 100, body: 60 });
  cache.put("a", body(40));
  cache.put("b", body(40));
  cache.get("a");
  cache.put("c", body(40));
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("a")).toHaveLength(40);
  expect(cache.get("c")).toHaveLength(40);
});

test("a body over its bound is not kept, and putting one twice counts once", () => {
  const cache = createBodyCache({ total: 100, body: 60 });
  cache.put("big", body(61));
  cache.put("a", body(50));
  cache.put("a", body(50));
  cache.put("b", body(50));
  expect(cache.get("big")).toBeUndefined();
  expect(cache.get("a")).toHaveLength(50);
});
