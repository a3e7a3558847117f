import { expect, test } from "vitest";
import { areaPath, labelEvery, linePath, lonely, placeIn, slicePath, ticksOf } from "./scale.ts";

test("axes have round numbers, and nothing stands above them", () => {
  expect(ticksOf(7)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksOf(100)).toEqual([0, 25, 50, 75, 100]);
  expect(ticksOf(0.37)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  expect(ticksOf(1234)).toEqual([0, 500, 1000, 1500]);
  expect(ticksOf(3, { whole: true })).toEqual([0, 1, 2, 3]);
  for (const top of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(ticksOf(top).at(-1)).toBe(1);
  }
  for (const top of [0.0004, 3, 19, 333, 98_765, 1e9]) {
    expect(ticksOf(top).at(-1)).toBeGreaterThanOrEqual(top);
    expect(ticksOf(top).length).toBeLessThanOrEqual(6);
  }
});

test("bytes are counted in their own round numbers", () => {
  const gigabyte = 1024 ** 3;
  expect(ticksOf(3.5 * gigabyte, { base: 1024 }).map((tick) => tick / gigabyte)).toEqual([
    0, 1, 2, 3, 4,
  ]);
  expect(ticksOf(900, { base: 1024 })).toEqual([0, 256, 512, 768, 1024]);
});

test("what is not known is a gap, and a value alone is a point", () => {
  const place = placeIn({ left: 0, right: 40, top: 0, bottom: 10 }, 4, 10);
  expect(linePath([0, 10, null, 5], place)).toBe("M5.0,10.0L15.0,0.0M35.0,5.0");
  expect(areaPath([0, 10, null, null], place)).toBe("M5.0,10.0L5.0,10.0L15.0,0.0L15.0,10.0Z");
  expect(lonely([0, 10, null, 5])).toEqual([3]);
  expect(linePath([null, null], place)).toBe("");
  expect([place.at(-5), place.at(12), place.at(99)]).toEqual([0, 1, 3]);
});

test("labels keep apart, and a slice that is all of it is still drawn", () => {
  expect([labelEvery(7, 600), labelEvery(30, 600), labelEvery(60, 300)]).toEqual([1, 4, 13]);
  expect(slicePath(0, 1, 10, 5)).toContain("1 1");
});
