import { expect, test } from "vitest";
import * as v from "valibot";
import { Count, Name, TimeZone } from "./common.ts";

test.each(["山田 花子", "O'Brien-Śmith", "👩‍💻 team", "<b>x</b>"])("%s is a name", (text) => {
  expect(v.parse(Name(100), ` ${text} `)).toBe(text);
});

test.each([
  ["two lines", "a\nSubject: b"],
  ["a control character", "a\u0000b"],
  ["text that turns around", "admin\u202egpj.exe"],
  ["an isolate that is never closed", "a\u2067b"],
  ["half a character", "a\ud800b"],
  ["a line separator", "a\u2028b"],
  ["spaces of no width", "\u200b\u200b"],
  ["a filler", "\u3164"],
])("%s is none", (_name, text) => {
  expect(v.is(Name(100), text)).toBe(false);
});

test("a time zone is kept as its database spells it; an offset is none", () => {
  expect(v.parse(TimeZone, "asia/tokyo")).toBe("Asia/Tokyo");
  expect(v.parse(TimeZone, "UTC")).toBe("UTC");
  expect(["+05:30", "-08", "Asia/Nowhere", ""].map((zone) => v.is(TimeZone, zone))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("what is no exact number counts nothing", () => {
  expect([0, 5, 2 ** 53 - 1].map((n) => v.is(Count, n))).toEqual([true, true, true]);
  expect([-1, 0.5, 2 ** 53, 1e300].map((n) => v.is(Count, n))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
