import { describe, expect, test } from "vitest";
import type { Language } from "#contract/errors";
import {
  type AgoUnit,
  agoText,
  clockText,
  dayAndClockText,
  dayText,
  isSteady,
  onClockOf,
  usd,
  wholeNumber,
} from "./plain-format.ts";

const languages: readonly Language[] = ["ja", "en"];

/** As Intl writes it, but for the kind of space before AM and PM. */
const spaced = (text: string) => text.replace(/[\u202F\u00A0]/g, " ");

/** Whole numbers from -`most` to `most`, the same in each run. */
function* numbers(many: number, most: number): Generator<number> {
  let state = 20_261_122;
  for (let i = 0; i < many; i++) {
    state = (state * 48_271) % 2_147_483_647;
    yield Math.round((state / 2_147_483_647 - 0.5) * 2 * most);
  }
}

const edges = [0, 1, 9, 10, 999, 1000, 1001, 999_999, 1_000_000, Number.MAX_SAFE_INTEGER];
const some = [...edges, ...edges.map((one) => -one).slice(1), ...numbers(2000, 5e9)];

describe("in the words of Intl", () => {
  test.each(languages)("numbers (%s)", (language) => {
    const format = new Intl.NumberFormat(language);
    for (const value of some) expect(wholeNumber(value)).toBe(format.format(value));
  });

  test.each(languages.flatMap((one) => [2, 6].map((digits) => [one, digits] as const)))(
    "dollars (%s, to %i decimals)",
    (language, digits) => {
      const format = new Intl.NumberFormat(language, {
        style: "currency",
        currency: "USD",
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      });
      const halves = [5000, 4999, 15_000, 25_000, 1_005_000, -5000, -4999, 994_999, 995_000];
      for (const value of [...halves, ...some.filter((one) => Math.abs(one) < 1e13)]) {
        // What is rounded to nothing has no sign here.
        const expected = format.format(value / 1_000_000).replace(/^-(?=\$0\.00$)/, "");
        expect([value, usd(value, digits)]).toEqual([value, expected]);
      }
    },
  );

  const zones = ["UTC", "Asia/Tokyo", "Asia/Kolkata", "Asia/Shanghai", "Asia/Ho_Chi_Minh"];
  test.each(languages.flatMap((one) => zones.map((zone) => [one, zone] as const)))(
    "dates (%s, %s)",
    (language, timeZone) => {
      expect(isSteady(timeZone)).toBe(true);
      const of = (options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(language, { timeZone, ...options });
      const dateStyle = "medium";
      const formats = [
        of({ dateStyle }),
        of({ timeStyle: "short" }),
        of({ dateStyle, timeStyle: "short" }),
        of({ dateStyle, timeStyle: "medium" }),
      ];
      const from = Date.UTC(2000, 0, 1);
      const moments = [from, Date.UTC(2028, 1, 29, 23, 59, 59)];
      for (const step of numbers(500, 5e11)) moments.push(from + Math.abs(step) * 3);
      for (const moment of moments) {
        const there = onClockOf(timeZone, new Date(moment)) ?? expect.fail("not known");
        const ours = [
          dayText(there, language),
          clockText(there, language),
          dayAndClockText(there, language),
          dayAndClockText(there, language, true),
        ];
        expect(ours.map(spaced)).toEqual(formats.map((one) => spaced(one.format(moment))));
      }
    },
  );

  const units: readonly AgoUnit[] = ["minute", "hour", "day"];
  test.each(languages)("how long ago (%s)", (language) => {
    for (const style of ["long", "narrow"] as const) {
      const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style });
      for (const unit of units)
        for (let count = 1; count < 61; count++)
          expect(agoText(count, unit, style, language)).toBe(format.format(-count, unit));
    }
  });
});

test("a clock that changes, or changed then, is left to Intl", () => {
  expect(onClockOf("America/New_York", new Date())).toBeUndefined();
  expect(onClockOf("Asia/Shanghai", new Date("1988-07-01T00:00:00Z"))).toBeUndefined();
  expect(onClockOf("constructor", new Date())).toBeUndefined();
  expect(onClockOf("UTC", new Date(Number.NaN))).toBeUndefined();
});
