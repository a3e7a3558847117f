/** What a model call costs, in integer micro-dollars, rounded once (T-12). */
import type { Usage } from "#contract/chat";

/** Micro-dollars per million tokens. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write_5m: number;
  readonly cache_write_1h: number;
}

export interface Price extends Rates {
  /** A model id; a trailing star stands for the rest. */
  readonly model: string;
  /** Unix milliseconds. */
  readonly effective_from: number;
  /** Holds for whole calls whose prompt is longer than this many tokens. */
  readonly prompt_over: number;
}

export interface Cost {
  readonly micro_usd: number;
  /** False: no price of this model is known; the highest known rates were taken. */
  readonly known: boolean;
}

const matches = (pattern: string, model: string): boolean =>
  pattern.endsWith("*") ? model.startsWith(pattern.slice(0, -1)) : model === pattern;

const promptTokens = (usage: Usage): number =>
  usage.input_tokens +
  usage.cache_read_tokens +
  usage.cache_write_5m_tokens +
  usage.cache_write_1h_tokens;

/** How much of a name a pattern says; a whole name says most. */
const said = (pattern: string): number =>
  pattern.endsWith("*") ? pattern.length - 1 : Number.POSITIVE_INFINITY;

/**
 * The row that holds: whole name or longest pattern, then latest date, then highest tier the prompt exceeds. A tier
 * beside no price for shorter prompts leaves those to the row they had.
 */
const rowFor = (prices: readonly Price[], model: string, at: number, prompt: number) => {
  const holding = prices.filter(
    (price) =>
      matches(price.model, model) &&
      price.effective_from <= at &&
      (price.prompt_over === 0 || prompt > price.prompt_over),
  );
  const longest = Math.max(...holding.map((price) => said(price.model)));
  return holding
    .filter((price) => said(price.model) === longest)
    .sort((a, b) => b.effective_from - a.effective_from || b.prompt_over - a.prompt_over)[0];
};

const highest = (prices: readonly Price[], at: number): Rates => {
  const holding = prices.filter((price) => price.effective_from <= at);
  const top = (rate: keyof Rates) => Math.max(0, ...holding.map((price) => price[rate]));
  return {
    input: top("input"),
    output: top("output"),
    cache_read: top("cache_read"),
    cache_write_5m: top("cache_write_5m"),
    cache_write_1h: top("cache_write_1h"),
  };
};

/** Whether a call of this model has a price of its own. */
export const isPriced = (prices: readonly Price[], model: string, at: number): boolean =>
  rowFor(prices, model, at, 0) !== undefined;

/** Whether no call of this model costs anything, however long its prompt. */
export const isFree = (prices: readonly Price[], model: string, at: number): boolean =>
  [0, Number.MAX_SAFE_INTEGER].every((prompt) => {
    const rates = rowFor(prices, model, at, prompt) ?? highest(prices, at);
    return (
      rates.input + rates.output + rates.cache_read === 0 &&
      rates.cache_write_5m + rates.cache_write_1h === 0
    );
  });

/** `at` in Unix milliseconds. Halves round up. */
export const costMicroUsd = (
  usage: Usage,
  prices: readonly Price[],
  model: string,
  at: number,
): Cost => {
  const row = rowFor(prices, model, at, promptTokens(usage));
  const rates = row ?? highest(prices, at);
  const total =
    usage.input_tokens * rates.input +
    usage.output_tokens * rates.output +
    usage.cache_read_tokens * rates.cache_read +
    usage.cache_write_5m_tokens * rates.cache_write_5m +
    usage.cache_write_1h_tokens * rates.cache_write_1h;
  return { micro_usd: Math.floor((total + 500_000) / 1_000_000), known: row !== undefined };
};
