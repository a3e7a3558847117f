import { expect, test } from "vitest";
import { dayOf, monthOf, nextDay, nextMonth } from "./site-time.ts";

const at = (text: string) => Date.parse(text);

test("the site's day and month begin at midnight in Japan, nine hours before UTC's", () => {
  expect(dayOf(at("2026-12-31T14:59:59.999Z"))).toBe("2026-12-31");
  expect(dayOf(at("2026-12-31T15:00:00Z"))).toBe("2027-01-01");
  expect(monthOf(at("2026-12-31T14:59:59.999Z"))).toBe("2026-12");
  expect(monthOf(at("2026-12-31T15:00:00Z"))).toBe("2027-01");
});

test("what begins next is after now, also at the very edge", () => {
  expect(nextDay(at("2026-02-28T15:00:00Z"))).toBe(at("2026-03-01T15:00:00Z"));
  expect(nextDay(at("2026-02-28T14:59:59.999Z"))).toBe(at("2026-02-28T15:00:00Z"));
  expect(nextMonth(at("2026-12-31T15:00:00Z"))).toBe(at("2027-01-31T15:00:00Z"));
  expect(nextMonth(at("2026-12-31T14:59:59.999Z"))).toBe(at("2026-12-31T15:00:00Z"));
});
