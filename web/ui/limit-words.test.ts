import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { setTimeZone } from "../i18n/format.ts";
import { limitWords } from "./limit-words.ts";

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});

test("a refusal says what is used up, whose limit it is and when it resets", () => {
  expect(
    limitWords({
      kind: "monthly_budget_micro_usd",
      used: 99_500_000,
      limit: 100_000_000,
      source: "user",
      resets_at: "2099-01-01T00:00:00.000Z",
    }),
  ).toBe("Used: $99.50 of $100.00 · limit set for you · resets Jan 1, 2099, 9:00\u00A0AM");
});

test("what is used of a small budget does not look like all of it", () => {
  const small = { kind: "monthly_budget_micro_usd", used: 12_596, limit: 14_596 };
  expect(limitWords(small)).toBe("Used: $0.0126 of $0.0146");
  expect(limitWords({ ...small, used: 99_999_000, limit: 100_000_000 })).toBe(
    "Used: $99.999 of $100.00",
  );
});

test("a burst says how long to wait, without inventing what it does not know", () => {
  expect(limitWords({ limit: 60, retry_after: 42 })).toBe("You can try again in 42 seconds");
  const day = { limit: 10, used: 10, resets_at: "2099-01-01T00:00:00.000Z", retry_after: 86_400 };
  expect(limitWords(day)).toBe("Used: 10 of 10 · resets Jan 1, 2099, 9:00\u00A0AM");
  expect(limitWords({})).toBeNull();
  expect(limitWords(undefined)).toBeNull();
});
