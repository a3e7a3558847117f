import { expect, test } from "vitest";
import { forecastMonth } from "./forecast.ts";
import { eachDay } from "./range.ts";

const days = (start: string, end: string, cost: (day: string) => number) =>
  new Map(eachDay({ start, end }).map((day) => [day, cost(day)]));

test("a month is what is spent, and for each day left the mean of its kind of day", () => {
  // Workdays 100, weekends 10; November 2026 has 21 workdays and 9 days of weekends.
  const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const costs = days("2026-10-01", "2026-11-19", (day) => (weekend(day) ? 10 : 100));
  costs.set("2026-11-20", 0);
  expect(forecastMonth(costs, "2026-11-20", "2026-10-01")).toEqual({
    month_end_micro_usd: 21 * 100 + 9 * 10,
    from_days: 28,
  });
  // Today costs at least what it has cost.
  costs.set("2026-11-20", 500);
  expect(forecastMonth(costs, "2026-11-20", "2026-10-01").month_end_micro_usd).toBe(2590);
});

test("days before the first cost are not taken for cheap ones, and too few say nothing", () => {
  const costs = days("2026-11-16", "2026-11-19", () => 70);
  expect(forecastMonth(costs, "2026-11-20", "2026-11-16")).toEqual({
    month_end_micro_usd: 4 * 70 + 11 * 70,
    from_days: 4,
  });
  const few = { month_end_micro_usd: null, from_days: 1 };
  expect(forecastMonth(costs, "2026-11-20", "2026-11-19")).toEqual(few);
  expect(forecastMonth(new Map(), "2026-11-20", null).month_end_micro_usd).toBeNull();
});

test("on the first of a month nothing is spent yet, and all of it is foreseen", () => {
  const costs = days("2026-10-20", "2026-10-31", () => 10);
  expect(forecastMonth(costs, "2026-11-01", "2026-10-20").month_end_micro_usd).toBe(300);
});
