import { expect, test } from "vitest";
import { Operator } from "#contract/admin-alert";
import {
  alertConditions,
  conditionTypes,
  isWithin,
  readable,
  thresholdBounds,
} from "#contract/alert-condition";
import { bounds as times } from "../statistics/buckets.ts";
import { judge } from "./next-state.ts";

const units = Object.keys(readable) as (keyof typeof readable)[];

test.each(units)("a threshold in %s is one that some readings pass and some do not", (unit) => {
  const { least, most, step } = readable[unit];
  for (const operator of Operator.options) {
    const bounds = thresholdBounds(unit, operator);
    if (bounds === null) throw new Error("no bounds");
    const tellsApart = (value: number) =>
      new Set(
        [least, value - step, value, value + step, most].map((one) => {
          const reading = Math.min(most, Math.max(least, one));
          return judge(reading, operator, value);
        }),
      ).size === 2;
    for (const value of [bounds.min, bounds.max])
      expect([operator, value, tellsApart(value)]).toEqual([operator, value, true]);
    for (const value of [bounds.min - step, bounds.max + step]) {
      expect([operator, value, tellsApart(value)]).toEqual([operator, value, false]);
      expect(isWithin(bounds, value)).toBe(false);
    }
  }
});

test.each([
  ["percent", "GT", 100],
  ["percent", "GTE", 0],
  ["percent", "GT", 1e9],
  ["percent", "GT", -1],
  ["percent", "GT", Number.NaN],
  ["milliseconds", "GT", 0],
  ["milliseconds", "EQ", 0.5],
  ["users", "GTE", 0],
] as const)("%s %s %s is none", (unit, operator, value) => {
  const bounds = thresholdBounds(unit, operator);
  expect(bounds && isWithin(bounds, value)).toBe(false);
});

test("each condition's usual threshold is one, and a unit it does not know has none", () => {
  for (const condition of conditionTypes) {
    const {
      units: [unit],
      usual,
    } = alertConditions[condition];
    const bounds = thresholdBounds(unit, usual.operator);
    expect([condition, bounds && isWithin(bounds, usual.value)]).toEqual([condition, true]);
  }
  expect(thresholdBounds("miles", "GT")).toBeNull();
});

test("no time of answers is told that is past what a threshold may be", () => {
  expect(times.at(-1)).toBe(readable.milliseconds.most);
});
