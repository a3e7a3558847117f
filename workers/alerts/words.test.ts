import { expect, test } from "vitest";
import { showThreshold, showValue } from "./words.ts";

const window = { window_minutes: 5 };

test("a threshold is shown to its last digit, and what is not 0 never as 0", () => {
  expect(showThreshold("GTE", { value: 0.01, unit: "percent", ...window })).toBe("≥ 0.01%");
  expect(showThreshold("LT", { value: 99.95, unit: "percent", ...window })).toBe("< 99.95%");
  expect(showThreshold("GT", { value: 5, unit: "percent", ...window })).toBe("> 5%");
  expect(showThreshold("GTE", { value: 0.05, unit: "gigabytes", ...window })).toBe("≥ 0.05 GB");
  expect(showValue(0.0004, "gigabytes")).toBe("0.0004 GB");
  expect(showValue(0.004, "percent")).toBe("0.004%");
  expect(showValue(0, "percent")).toBe("0%");
  expect(showValue(1234.567, "usd")).toBe("$1,234.57");
  expect(showValue(250.4, "milliseconds")).toBe("250 ms");
  expect(showValue(null, "percent")).toBe("–");
});

test("a reading just past a threshold is told from it, one that is on it is not spelt out", () => {
  expect(showValue(5.0004, "percent", 5)).toBe("5.0004%");
  expect(showValue(5.04, "percent", 5)).toBe("5.04%");
  expect(showValue(1000.3, "milliseconds", 1000)).toBe("1,000.3 ms");
  expect(showValue(999.9996, "usd", 1000)).toBe("$999.9996");
  expect(showValue(5, "percent", 5)).toBe("5%");
  expect(showValue(1 / 3, "percent", 5)).toBe("0.33%");
});
