import { expect, test } from "vitest";
import { crc32, isWellFormed, newKey } from "./key-format.ts";

test("a key is sk_live_, 256 bits in base62 and a checksum, and never the same twice", () => {
  const keys = Array.from({ length: 200 }, newKey);
  for (const key of keys) {
    expect(key).toMatch(/^sk_live_[0-9A-Za-z]{49}$/);
    expect(isWellFormed(key)).toBe(true);
  }
  expect(new Set(keys).size).toBe(200);
});

test("the checksum is CRC-32", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
});

test("one wrong letter, two swapped or one missing are known without a look-up", () => {
  const key = newKey();
  for (let at = 8; at < key.length; at++) {
    const other = key[at] === "x" ? "y" : "x";
    expect(isWellFormed(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    const [a, b] = [key[at], key[at + 1]];
    if (a === b || b === undefined) continue;
    expect(isWellFormed(key.slice(0, at) + b + a + key.slice(at + 2))).toBe(false);
  }
  for (const wrong of [key.slice(0, -1), `${key}0`, `${key}\n`, key.slice(8), "", "sk_live_"]) {
    expect(isWellFormed(wrong)).toBe(false);
  }
});
