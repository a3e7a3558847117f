import { expect, test } from "vitest";
import { readCursor } from "./cursor.ts";
import type { Walk } from "./walk.ts";

const walk = { key: ["created_at"] } as unknown as Walk;
const made = (packed: unknown) => btoa(JSON.stringify(packed));
const refusalOf = (text: string): unknown => {
  try {
    return readCursor(text, walk);
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test.each([
  ["no cursor", "%%%"],
  ["another order's", made([false, [1, "a", 2], 0, 0, false, 0])],
  ["no number of rows a log has", made([false, [1, 2], 2 ** 53 - 1, 2 ** 53 - 1, false, 0])],
  ["less than none", made([false, [1, 2], -1, 0, false, 0])],
])("%s is refused", (_what, text) => expect(refusalOf(text)).toBe("REQUEST_001"));

test("one of this list is read", () => {
  expect(refusalOf(made([true, [1, 2], 20, 40, true, 40]))).toMatchObject({
    before: 20,
    total: 40,
  });
});
