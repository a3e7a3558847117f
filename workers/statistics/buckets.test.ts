import { expect, test } from "vitest";
import { bounds, percentile } from "./buckets.ts";

const bucketAt = (ms: number) => {
  const at = bounds.findIndex((bound) => ms <= bound);
  return at === -1 ? bounds.length : at;
};

/** The same numbers each time, most small and some very large. */
function* times(count: number): Generator<number> {
  let state = 12_345;
  for (let at = 0; at < count; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield Math.round(4 / (1.0001 - state / 2_147_483_648) ** 1.4);
  }
}

test("a percentile of the histogram lies in the bucket of the exact one", () => {
  const all = [...times(20_000)].filter((ms) => ms <= 60_000).sort((a, b) => a - b);
  const counts = new Map<number, number>();
  for (const ms of all) counts.set(bucketAt(ms), (counts.get(bucketAt(ms)) ?? 0) + 1);
  for (const share of [0.5, 0.9, 0.95, 0.99, 0.999]) {
    const exact = all[Math.ceil(share * all.length) - 1]!;
    const found = percentile(counts, share)!;
    const [from, to] = [bounds[bucketAt(exact) - 1] ?? 0, bounds[bucketAt(exact)]!];
    expect(found).toBeGreaterThanOrEqual(from);
    expect(found).toBeLessThanOrEqual(to);
  }
});

test("no requests have no percentile, and what took longer than any bound has the last", () => {
  expect(percentile(new Map(), 0.95)).toBeNull();
  expect(percentile(new Map([[bounds.length, 3]]), 0.5)).toBe(300_000);
});
