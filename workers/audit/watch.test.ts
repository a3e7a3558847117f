import { expect, test } from "vitest";
import { perStep } from "./verify.ts";
import { stepsOf } from "./watch.ts";

const headAt = (seq: number) => ({ seq, hash: "", rowid: seq, sealed_at: 0 });
const minutesFor = (links: number, gone = 0) => {
  const anchor = gone === 0 ? null : { seq: gone, hash: "", at: 0 };
  return links / (stepsOf({ head: headAt(gone + links), anchor }) * perStep);
};

test("half a million records are walked within the hour, two million within four", () => {
  expect(minutesFor(500_000)).toBeLessThanOrEqual(60);
  expect(minutesFor(2_000_000)).toBeLessThanOrEqual(240);
  expect(minutesFor(500_000, 3_000_000)).toBeLessThanOrEqual(60);
});

test("a minute never takes more than 20 steps, nor more than one of a small chain", () => {
  expect(stepsOf({ head: headAt(50_000_000), anchor: null })).toBe(20);
  expect(stepsOf({ head: headAt(20_000), anchor: null })).toBe(1);
  expect(stepsOf({ head: null, anchor: null })).toBe(1);
});
