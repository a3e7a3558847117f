import { expect, test } from "vitest";
import { siteDay } from "../../app/site-time.ts";
import { toRange, weekAsked } from "./query.ts";

const none = { start_date: "", end_date: "" };

test.each([
  ["2026-03-01", "2026-02-28", "2026-02-01", "2026-02-28"],
  ["2026-01-31", "2026-01-30", "2025-12-01", "2025-12-31"],
])("on %s yesterday and last month are whole days of the site", (today, day, start, end) => {
  const asked = (period: "yesterday" | "last_month") => toRange({ period, ...none }, today);
  expect(asked("yesterday")).toEqual({ start_date: day, end_date: day });
  expect(asked("last_month")).toEqual({ start_date: start, end_date: end });
});

test("it is tomorrow for the site from three in the afternoon UTC", () => {
  const at = Date.parse("2026-02-28T15:00:00Z");
  expect(toRange({ period: "yesterday", ...none }, siteDay(at))).toMatchObject({
    end_date: "2026-02-28",
  });
});

test.each([
  ["2026-11-18", "2026-11-16"],
  ["2026-11-21", "2026-11-16"],
  ["2027-03-01", "2026-11-16"],
  ["2026-99-99", "2026-11-09"],
  ["2026-11-31", "2026-11-09"],
  ["", "2026-11-09"],
])("the report of the week %s in an address is that of %s", (asked, monday) => {
  expect(weekAsked(asked, "2026-11-21")).toBe(monday);
});

test("days in an address are what is shown, whatever period it names", () => {
  const days = { start_date: "2026-01-01", end_date: "2026-11-22" };
  for (const period of ["month", "year", "yesterday", "custom"] as const) {
    expect(toRange({ period, ...days })).toEqual(days);
  }
  expect(toRange({ period: "month", ...days, end_date: "" })).toEqual({ start_date: "2026-01-01" });
});

test("a day of one's own that does not exist is not asked for", () => {
  const asked = { period: "custom", start_date: "2026-02-31", end_date: "2026-03-02" } as const;
  expect(toRange(asked)).toEqual({ end_date: "2026-03-02" });
});
