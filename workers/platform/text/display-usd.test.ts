import { expect, test } from "vitest";
import { displayUsd } from "./display-usd.ts";

test("a sentence about a small budget does not contradict itself", () => {
  const [budget, spent] = [14_596, 12_596];
  expect([displayUsd(spent, [budget]), displayUsd(budget, [spent])]).toEqual([
    "$0.0126",
    "$0.0146",
  ]);
  expect(displayUsd(718, [budget], Math.floor)).toBe("$0.000718");
});

test("ordinary sums are read to the cent", () => {
  expect(displayUsd(1_234_500_000)).toBe("$1,234.50");
  expect(displayUsd(800_000)).toBe("$0.80");
});
