import { expect, test } from "vitest";
import { eachDay, rangeOf } from "./range.ts";

/** 08:30 on Saturday 21 November 2026 in Japan, still the 20th in UTC. */
const now = Date.parse("2026-11-20T23:30:00Z");
const range = (query: object) => rangeOf({ period: "month", ...query } as never, now);

test("periods end today as Japan has it, and are compared with the one before, as long", () => {
  expect(range({ period: "day" })).toEqual({
    start: "2026-11-21",
    end: "2026-11-21",
    step: "hour",
    previous: { start: "2026-11-20", end: "2026-11-20" },
    running: true,
  });
  expect(range({ period: "week" })).toMatchObject({
    start: "2026-11-15",
    step: "day",
    previous: { start: "2026-11-08", end: "2026-11-14" },
  });
  expect(range({})).toMatchObject({ start: "2026-10-23", previous: { end: "2026-10-22" } });
  expect(eachDay(range({}))).toHaveLength(30);
  expect(range({ period: "year" })).toMatchObject({
    start: "2025-12-01",
    step: "month",
    previous: { start: "2024-12-01", end: "2025-11-21" },
  });
});

test.each([
  ["2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
  ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"],
  ["2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"],
  ["2026-10-01", "2026-10-30", "2026-09-01", "2026-09-30"],
  ["2026-10-02", "2026-10-31", "2026-09-02", "2026-10-01"],
  ["2026-10-01", "2026-10-12", "2026-09-19", "2026-09-30"],
  // From the first of a month past its end: the same days.
  ["2026-01-01", "2026-10-15", "2025-01-01", "2025-10-15"],
  ["2026-07-01", "2026-09-29", "2026-04-01", "2026-06-29"],
  // Longer than a year: what is just before, without a gap.
  ["2024-01-01", "2025-12-31", "2022-01-01", "2023-12-31"],
  ["2024-01-01", "2026-01-01", "2021-12-30", "2023-12-31"],
  ["2025-01-01", "2026-10-15", "2023-03-20", "2024-12-31"],
])("%s to %s is compared with %s to %s", (start_date, end_date, start, end) => {
  expect(range({ start_date, end_date }).previous).toEqual({ start, end });
});

test.each([
  // The month to date, also on its last day, and where the one before has no such day.
  ["2026-11-21T03:00Z", "2026-11-01", "2026-10-01", "2026-10-21"],
  ["2026-11-30T03:00Z", "2026-11-01", "2026-10-01", "2026-10-30"],
  ["2026-03-30T03:00Z", "2026-03-01", "2026-02-01", "2026-02-28"],
  // Twelve months, as the year has them; the year and a quarter to date.
  ["2026-11-21T03:00Z", "2025-12-01", "2024-12-01", "2025-11-21"],
  ["2028-02-29T03:00Z", "2027-03-01", "2026-03-01", "2027-02-28"],
  ["2026-11-21T03:00Z", "2026-10-01", "2026-08-01", "2026-09-21"],
  ["2026-11-22T03:00Z", "2026-01-01", "2025-01-01", "2025-11-22"],
  ["2028-02-29T03:00Z", "2028-01-01", "2027-01-01", "2027-02-28"],
  // A day is compared with the day before.
  ["2026-11-01T03:00Z", "2026-11-01", "2026-10-31", "2026-10-31"],
])("at %s, what runs since %s is compared with %s to %s", (at, start_date, start, end) => {
  const found = rangeOf({ period: "month", start_date } as never, Date.parse(at));
  expect(found).toMatchObject({ running: true, previous: { start, end } });
});

test("dates of one's own: by the hour, day or month as they are long; never past today", () => {
  const custom = (start_date: string, end_date: string) => range({ start_date, end_date });
  expect(custom("2026-11-03", "2026-11-03")).toMatchObject({ step: "hour", running: false });
  expect(custom("2026-02-27", "2026-03-01")).toMatchObject({
    step: "day",
    previous: { start: "2026-02-24", end: "2026-02-26" },
  });
  expect(custom("2026-01-01", "2026-06-30").step).toBe("month");
  expect(custom("2026-11-20", "2027-01-01")).toMatchObject({ end: "2026-11-21", running: true });
  // Hours of so long ago are not kept.
  expect(custom("2025-01-01", "2025-01-01").step).toBe("day");
  for (const [from, to] of [
    ["2026-11-10", "2026-11-09"],
    ["2026-12-01", "2026-12-02"],
    ["1990-01-01", "2026-11-01"],
  ] as const) {
    expect(() => custom(from, to)).toThrow(expect.objectContaining({ code: "REQUEST_001" }));
  }
});
