import { expect, test } from "vitest";
import { estimate } from "./estimate.ts";
import { costMicroUsd } from "./price.ts";
import { priceSeed } from "./price-seed.ts";

const at = Date.UTC(2026, 10, 21);
const model = "claude-opus-5-5";

test("a reservation covers the call, however its prompt was cached", () => {
  const { most_micro_usd } = estimate(priceSeed, model, 10_000, 32_000, at);
  for (const kind of [
    "input_tokens",
    "cache_read_tokens",
    "cache_write_5m_tokens",
    "cache_write_1h_tokens",
  ] as const) {
    const usage = {
      input_tokens: 0,
      cache_read_tokens: 0,
      cache_write_5m_tokens: 0,
      cache_write_1h_tokens: 0,
      output_tokens: 32_000,
      [kind]: 10_000,
    };
    expect(costMicroUsd(usage, priceSeed, model, at).micro_usd).toBeLessThanOrEqual(most_micro_usd);
  }
});

test("where less is left the answer is as much shorter, and still within what was granted", () => {
  const cost = estimate(priceSeed, model, 10_000, 32_000, at);
  const half = Math.floor((cost.least_micro_usd + cost.most_micro_usd) / 2);
  const answer = cost.answerFor(half);
  expect(answer).toBeLessThan(32_000);
  expect(estimate(priceSeed, model, 10_000, answer, at).most_micro_usd).toBeLessThanOrEqual(half);
  expect(cost.answerFor(cost.most_micro_usd)).toBe(32_000);
  expect(cost.answerFor(cost.least_micro_usd)).toBe(1024);
});

test("the demo model costs nothing", () => {
  expect(estimate(priceSeed, "engawa-demo", 100_000, 32_000, at).most_micro_usd).toBe(0);
});
