import { afterEach, expect, test } from "vitest";
import { clock, dateTime, dayAndTime, setTimeZone, timeZone } from "./format.ts";
import { setLanguage } from "./language.ts";

const zone = timeZone();
afterEach(() => {
  setLanguage("ja");
  setTimeZone(zone);
});

test("AM and PM are not torn from their time at the end of a line", () => {
  setLanguage("en");
  setTimeZone("UTC");
  const at = "2026-11-21T15:04:05Z";
  expect(dateTime(at)).toBe("Nov 21, 2026, 3:04:05\u00A0PM");
  expect(dayAndTime(at)).toBe("Nov 21, 2026, 3:04\u00A0PM");
  expect(clock(at)).toBe("3:04\u00A0PM");
});
