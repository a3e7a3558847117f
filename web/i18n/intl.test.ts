import { expect, test } from "vitest";
import { dateFormat, numberFormat } from "./intl.ts";
import { setLanguage } from "./language.ts";

test("a format is made once for what it is asked for, and anew for another language", () => {
  setLanguage("en");
  const first = numberFormat({ maximumFractionDigits: 1 });
  expect(numberFormat({ maximumFractionDigits: 1 })).toBe(first);
  expect(numberFormat({ maximumFractionDigits: 2 })).not.toBe(first);
  expect(dateFormat({ timeZone: "UTC" }, "ja")).not.toBe(dateFormat({ timeZone: "UTC" }));
  setLanguage("ja");
  expect(numberFormat({ maximumFractionDigits: 1 })).not.toBe(first);
});
