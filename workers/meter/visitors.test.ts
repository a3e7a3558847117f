import { expect, test } from "vitest";
import { roleLimits } from "#contract/limit";
import { effectiveLimits } from "./effective-limits.ts";
import { visitorsOf } from "./visitors.ts";

const guest = { device: "browser", network: "203.0.113.0/24" };
const limits = effectiveLimits(roleLimits.guest, []);
const own = (calls_per_day: number | null, messages_per_hour: number | null) =>
  effectiveLimits({ ...roleLimits.guest, calls_per_day, messages_per_hour }, []);

test("a network has what five browsers have, an hour and a day (U-018)", () => {
  expect(visitorsOf(guest, limits).map(({ limit }) => limit)).toEqual([5, 25, 10, 50]);
  expect(visitorsOf({ ...guest, network: "local" }, limits).map(({ limit }) => limit)).toEqual([
    5, 10,
  ]);
});

test("where guests have no limit, nothing of theirs is counted", () => {
  expect(visitorsOf(guest, own(null, null))).toEqual([]);
  expect(visitorsOf(guest, own(null, 5)).map(({ kind }) => kind)).toEqual([
    "messages_per_hour",
    "messages_per_hour",
  ]);
});

test("none a day is none", () => {
  expect(visitorsOf(guest, own(0, 0)).map(({ limit }) => limit)).toEqual([0, 0, 0, 0]);
});
