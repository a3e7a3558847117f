import { expect, test } from "vitest";
import { limitHeaders, limitOf } from "./limit-headers.ts";

const now = Date.UTC(2026, 10, 21);
const standing = {
  kind: "calls_per_day",
  limit: 10,
  used: 7,
  resets_at: new Date(now + 90_500).toISOString(),
};

test("limit, what is left and the next reset, in every way clients read them", () => {
  expect(limitHeaders(standing, now)).toEqual({
    "RateLimit-Policy": '"calls_per_day";q=10',
    RateLimit: '"calls_per_day";r=3;t=91',
    "RateLimit-Limit": "10",
    "RateLimit-Remaining": "3",
    "RateLimit-Reset": "91",
    "X-RateLimit-Limit": "10",
    "X-RateLimit-Remaining": "3",
    "X-RateLimit-Reset": String(Math.ceil((now + 90_500) / 1000)),
  });
});

test("over the limit nothing is left, and never less; no limit says nothing", () => {
  expect(limitHeaders({ ...standing, used: 12 }, now)["RateLimit-Remaining"]).toBe("0");
  expect(limitHeaders({ ...standing, limit: null }, now)).toEqual({});
});

test("errors that speak of no limit have none of it", () => {
  expect(limitOf({ retry_after: 60 })).toBeNull();
  expect(limitOf({ ...standing, source: "role" })).toEqual(standing);
});
