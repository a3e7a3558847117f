/**
 * The prices a new installation begins with, as published; they are rows of `model_price` from then
 * on. The migration holds them as SQL, and a test compares the two.
 */
import type { Price } from "./price.ts";

/** Micro-dollars of a dollar price per million tokens. */
const micro = (usd: number): number => Math.round(usd * 1_000_000);

const price = (
  model: string,
  [input, output, write5m, write1h, read]: readonly [number, number, number, number, number],
  from = 0,
  promptOver = 0,
): Price => ({
  model,
  effective_from: from,
  prompt_over: promptOver,
  input: micro(input),
  output: micro(output),
  cache_write_5m: micro(write5m),
  cache_write_1h: micro(write1h),
  cache_read: micro(read),
});

const opus = [5, 25, 6.25, 10, 0.5] as const;
const sonnet4 = [3, 15, 3.75, 6, 0.3] as const;
const fable = [10, 50, 12.5, 20, 0.25] as const;

export const priceSeed: readonly Price[] = [
  price("engawa-demo", [0, 0, 0, 0, 0]),
  price("claude-fable-5-1*", fable),
  price("claude-mythos-5-1*", fable),
  price("claude-opus-5-5*", [4, 20, 5, 8, 0.2]),
  price("claude-opus-5", opus),
  price("claude-opus-4-8*", opus),
  price("claude-opus-4-7*", opus),
  price("claude-opus-4-6*", opus),
  price("claude-opus-4-5*", opus),
  price("claude-sonnet-5-5*", [2, 10, 2.5, 4, 0.2]),
  price("claude-sonnet-5-5*", [2, 10, 2.5, 4, 0.1], Date.UTC(2026, 9, 7)),
  price("claude-sonnet-5", [2, 10, 2.5, 4, 0.2]),
  price("claude-sonnet-4-6*", sonnet4),
  price("claude-sonnet-4-5*", sonnet4),
  price("claude-haiku-5-5*", [0.1, 0.5, 0.125, 0.2, 0.01]),
  price("claude-haiku-5-5*", [0.5, 2.5, 0.625, 1, 0.05], 0, 100_000),
  price("claude-haiku-4-5*", [1, 5, 1.25, 2, 0.1]),
];
