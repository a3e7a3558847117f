import * as v from "valibot";
import { expect, test } from "vitest";
import { Day, Moment } from "./dates.ts";
import { DateOrInstant } from "./log-list.ts";

test.each(["2026-11-30", "2028-02-29"])("%s is a day", (day) => {
  expect(v.is(Day, day)).toBe(true);
  expect(v.is(DateOrInstant, day)).toBe(true);
  expect(v.is(Moment, `${day}T23:59:59+09:00`)).toBe(true);
});

test.each(["2026-11-31", "2026-02-29", "2026-99-99", "2026-00-10", "2026-01-00"])(
  "%s is none, nor is there a time in it",
  (day) => {
    expect(v.is(Day, day)).toBe(false);
    expect(v.is(DateOrInstant, day)).toBe(false);
    expect(v.is(DateOrInstant, `${day}T10:00Z`)).toBe(false);
    expect(v.is(Moment, `${day}T10:00:00Z`)).toBe(false);
  },
);

test("no calendar knows such an offset", () => {
  expect(v.is(Moment, "2026-11-30T10:00:00+99:99")).toBe(false);
});
