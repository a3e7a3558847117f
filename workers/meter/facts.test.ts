import { expect, test } from "vitest";
import { roleLimits } from "#contract/limit";
import { effectiveLimits } from "./effective-limits.ts";
import { cacheFacts, type Facts } from "./facts.ts";

const facts = (name: string): Facts => ({
  name,
  limits: effectiveLimits(roleLimits.user, []),
  site_storage: null,
  keys: new Map(),
  warning_percent: 80,
  has_free_model: false,
  visitors: [],
});

function counted() {
  const state = { loads: 0, fails: false };
  const beside: Promise<unknown>[] = [];
  const cache = cacheFacts(
    async () => {
      state.loads += 1;
      if (state.fails) throw new Error("D1 does not answer");
      return facts(String(state.loads));
    },
    (work) => void beside.push(work),
  );
  return { state, cache, settled: () => Promise.all(beside.splice(0)) };
}

test("limits are read once in five seconds, then beside the work, and waited for after ten", async () => {
  const { state, cache, settled } = counted();
  await cache.get(0);
  await cache.get(4999);
  expect(state.loads).toBe(1);
  expect((await cache.get(5000)).name).toBe("1");
  await settled();
  expect((await cache.get(5001)).name).toBe("2");
  expect((await cache.get(15_000)).name).toBe("3");
});

test("many who ask at once make one look-up", async () => {
  const { state, cache } = counted();
  await Promise.all(Array.from({ length: 100 }, () => cache.get(0)));
  expect(state.loads).toBe(1);
});

test("after a change they are read again, and what was on its way is not kept", async () => {
  const { state, cache } = counted();
  const before = cache.get(0);
  cache.forget();
  expect((await cache.get(0)).name).toBe("2");
  await before;
  expect((await cache.get(1)).name).toBe("2");
  expect(state.loads).toBe(2);
});

test("a D1 that does not answer stops nobody whose limits were known", async () => {
  const { state, cache } = counted();
  await cache.get(0);
  state.fails = true;
  expect((await cache.get(60_000)).name).toBe("1");
  const unknown = counted();
  unknown.state.fails = true;
  await expect(unknown.cache.get(0)).rejects.toThrow();
});
