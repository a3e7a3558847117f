import { describe, expect, test } from "vitest";
import type { Usage } from "#contract/chat";
import { costMicroUsd } from "./price.ts";
import { priceSeed } from "./price-seed.ts";

const usage = (part: Partial<Usage>): Usage => ({
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
  ...part,
});
const now = Date.UTC(2026, 10, 20);
const cost = (part: Partial<Usage>, model: string, at = now) =>
  costMicroUsd(usage(part), priceSeed, model, at);

describe("cost of a call", () => {
  test("every token class has its own price", () => {
    const million = 1_000_000;
    const model = "claude-opus-4-5-20251101";
    expect(cost({ input_tokens: million }, model).micro_usd).toBe(5_000_000);
    expect(cost({ output_tokens: million }, model).micro_usd).toBe(25_000_000);
    expect(cost({ cache_read_tokens: million }, model).micro_usd).toBe(500_000);
    expect(cost({ cache_write_5m_tokens: million }, model).micro_usd).toBe(6_250_000);
    expect(cost({ cache_write_1h_tokens: million }, model).micro_usd).toBe(10_000_000);
  });

  test("it is rounded once, halves up", () => {
    // 0.25 + 0.25 micro-dollars: rounded apart they would be nothing.
    const model = "claude-fable-5-1";
    expect(cost({ cache_read_tokens: 2 }, model).micro_usd).toBe(1);
    expect(cost({ cache_read_tokens: 1 }, model).micro_usd).toBe(0);
    expect(cost({ cache_read_tokens: 1, cache_write_5m_tokens: 1 }, model).micro_usd).toBe(13);
  });

  test("the price of the day counts", () => {
    const part = { cache_read_tokens: 1_000_000 };
    expect(cost(part, "claude-sonnet-5-5", Date.UTC(2026, 9, 6)).micro_usd).toBe(200_000);
    expect(cost(part, "claude-sonnet-5-5", Date.UTC(2026, 9, 7)).micro_usd).toBe(100_000);
  });

  test("past a tier's threshold the whole call has the higher price; cached tokens count as prompt", () => {
    const model = "claude-haiku-5-5";
    expect(cost({ input_tokens: 100_000 }, model).micro_usd).toBe(10_000);
    expect(cost({ input_tokens: 100_001 }, model).micro_usd).toBe(50_001);
    expect(cost({ input_tokens: 1000, cache_read_tokens: 100_000 }, model).micro_usd).toBe(5500);
  });

  test("a new price for long prompts alone leaves short ones as they were", () => {
    const base = priceSeed.find((row) => row.model === "claude-opus-5");
    const tier = { ...base, effective_from: 1000, prompt_over: 10, input: 9_000_000 } as const;
    const prices = [...priceSeed, tier as (typeof priceSeed)[number]];
    const input = (tokens: number) =>
      costMicroUsd(usage({ input_tokens: tokens }), prices, "claude-opus-5", now);
    expect(input(10)).toEqual({ micro_usd: 50, known: true });
    expect(input(100)).toEqual({ micro_usd: 900, known: true });
  });

  test("a whole name counts before any pattern", () => {
    const base = priceSeed.find((row) => row.model === "claude-opus-5-5*");
    const exact = { ...base, model: "claude-opus-5-5", input: 7 } as (typeof priceSeed)[number];
    const prices = [...priceSeed, exact];
    const million = usage({ input_tokens: 1_000_000 });
    expect(costMicroUsd(million, prices, "claude-opus-5-5", now).micro_usd).toBe(7);
    expect(costMicroUsd(million, prices, "claude-opus-5-5-x", now).micro_usd).toBe(4_000_000);
  });

  test("an exact name is not a prefix: opus 5.5 does not cost what opus 5 costs", () =>
    expect(cost({ input_tokens: 1_000_000 }, "claude-opus-5-5").micro_usd).toBe(4_000_000));

  test("an unknown model costs the highest known rates, and says so", () => {
    expect(cost({ output_tokens: 1_000_000 }, "claude-fable-5-2")).toEqual({
      micro_usd: 50_000_000,
      known: false,
    });
    expect(cost({ output_tokens: 1 }, "claude-opus-5-5").known).toBe(true);
  });

  test("the demo model is free", () =>
    expect(cost({ output_tokens: 1000 }, "engawa-demo")).toEqual({ micro_usd: 0, known: true }));

  test("without any price nothing can be charged, and that is said", () =>
    expect(costMicroUsd(usage({ input_tokens: 5 }), [], "x", now)).toEqual({
      micro_usd: 0,
      known: false,
    }));
});

test("no two seeded rows hold for the same model, date and tier", () => {
  const keys = priceSeed.map((row) => `${row.model} ${row.effective_from} ${row.prompt_over}`);
  expect(new Set(keys).size).toBe(keys.length);
});
