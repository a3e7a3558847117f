import { expect, test } from "vitest";
import { mostLevels, parseJson, TooDeep } from "./parse-json.ts";

const lists = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test.each([lists, objects])(
  "what is nested a level too deep is refused, however deep",
  (nested) => {
    expect(JSON.stringify(parseJson(nested(mostLevels)))).toBe(nested(mostLevels));
    for (const levels of [mostLevels + 1, 60_000, 500_000]) {
      expect(() => parseJson(nested(levels))).toThrow(TooDeep);
    }
  },
);

test("one deep place among many shallow ones is found", () => {
  const wide = Array.from({ length: 1000 }, () => "[1,{}]").join();
  expect(() => parseJson(`[${wide},${lists(mostLevels)}]`)).toThrow(TooDeep);
  expect(parseJson(`[${wide}]`)).toHaveLength(1000);
});

test("what is no JSON is that", () => {
  expect(() => parseJson("{")).toThrow(SyntaxError);
  expect(parseJson("3")).toBe(3);
});
