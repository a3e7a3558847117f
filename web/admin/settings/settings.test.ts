import { expect, test } from "vitest";
import type { SettingItem } from "#contract/admin-setting";
import { draftOf, isChanged, valueOf } from "./setting-draft.ts";
import { nextRegularWindow, toInstant, toLocalInput } from "./zone-time.ts";

const item = (more: Partial<SettingItem>): SettingItem => ({
  key: "x",
  category: "GENERAL",
  value: 10,
  value_type: "NUMBER",
  description: "",
  is_editable: true,
  is_secret: false,
  default: 10,
  is_default: true,
  unit: null,
  group: "x",
  control: "number",
  min: 1,
  max: 100,
  step: 1,
  max_length: null,
  nullable: false,
  options: [],
  proof: null,
  version: "0",
  updated_at: null,
  updated_by: null,
  ...more,
});

test("a number keeps to its bounds and steps; empty is no limit only where there may be none", () => {
  const whole = item({});
  expect(
    ["1", "100", "0", "101", "1.5", "", "x", "1e1"].map((text) => valueOf(whole, text)),
  ).toEqual([1, 100, undefined, undefined, undefined, undefined, undefined, 10]);
  expect(valueOf(item({ nullable: true }), " ")).toBeNull();
  expect(valueOf(item({ step: 0.01 }), "0.29")).toBeUndefined();
  expect(valueOf(item({ min: 0, step: 0.01 }), "0.29")).toBe(0.29);
});

test("lines are trimmed, empty ones are none, and as many as may be", () => {
  const list = item({ control: "lines", value: ["a", "b"], max_length: 2 });
  expect(draftOf(list)).toBe("a\nb");
  expect(isChanged(list, " a \n\nb\n")).toBe(false);
  expect(valueOf(list, "a\nb\nc")).toBeUndefined();
});

test("a time is the reader's, on either side of a clock change", () => {
  expect(toLocalInput("2026-11-21T17:00:00.000Z", "Asia/Tokyo")).toBe("2026-11-22T02:00");
  expect(toInstant("2026-11-22T02:00", "Asia/Tokyo")).toBe("2026-11-21T17:00:00.000Z");
  for (const at of [
    "2026-03-08T06:59:00.000Z",
    "2026-03-08T07:00:00.000Z",
    "2026-11-01T07:00:00.000Z",
  ]) {
    expect(toInstant(toLocalInput(at, "America/New_York"), "America/New_York")).toBe(at);
  }
  expect(toInstant("soon")).toBeNull();
});

test("the regular window is 02:00 to 04:00 in Japan on a second Sunday, announced a week before (U-098)", () => {
  const next = (now: string) => nextRegularWindow(Date.parse(now));
  // 8 November 2026 is the second Sunday of its month, 13 December of the next.
  expect(next("2026-10-31T16:59:00Z")).toEqual({
    starts_at: "2026-11-07T17:00:00.000Z",
    ends_at: "2026-11-07T19:00:00.000Z",
  });
  expect(next("2026-10-31T17:01:00Z").starts_at).toBe("2026-12-12T17:00:00.000Z");
  expect(next("2026-12-20T00:00:00Z").starts_at).toBe("2027-01-09T17:00:00.000Z");
});
