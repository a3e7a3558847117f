import { expect, test } from "vitest";
import * as v from "valibot";
import { setPrice } from "./admin-price.ts";

const price = {
  model: "claude-*",
  effective_from: "2026-12-01T00:00:00+09:00",
  input: 1,
  output: 1,
  cache_read: 1,
  cache_write_5m: 1,
  cache_write_1h: 1,
};
const isPrice = (part: object): boolean =>
  setPrice.json !== undefined && v.is(setPrice.json, { ...price, ...part });

test("a price is what could be one", () => {
  expect(isPrice({})).toBe(true);
  expect(isPrice({ input: 0 })).toBe(true);
});

test.each([
  ["less than nothing", { input: -1 }],
  ["beyond every price", { output: 1e12 }],
  ["no exact number", { cache_read: 1e300 }],
  ["a part of a micro-dollar", { input: 0.5 }],
  ["a date no calendar knows", { effective_from: "2026-12-01T00:00:00+09" }],
  ["a star in the middle", { model: "claude-*-5" }],
])("%s is none", (_name, part) => {
  expect(isPrice(part)).toBe(false);
});
