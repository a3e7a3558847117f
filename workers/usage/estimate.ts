/** What a model call may cost at most, before it is made (T-15). Tokens are guessed on the high side. */
import type { Usage } from "#contract/chat";
import { costMicroUsd, type Price } from "./price.ts";

export interface Estimate {
  readonly most_micro_usd: number;
  /** Enough for the prompt and a short answer. */
  readonly least_micro_usd: number;
  /** How long the answer may be for so much money; never more than was asked. */
  answerFor(microUsd: number): number;
}

/** A prompt may be new to the cache as a whole, kept for minutes or for an hour: the dearest counts. */
const waysToRead = ["input_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"] as const;

const nothingUsed: Usage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
};

/** An answer shorter than this says nothing. */
const leastAnswer = 1024;

/** What the least of a call takes that reads so much, of the cheapest of these models. */
export const leastOfAny = (
  prices: readonly Price[],
  models: readonly string[],
  prompt: number,
  at: number,
): number =>
  models.reduce<number | null>((least, model) => {
    const { least_micro_usd: cost } = estimate(prices, model, prompt, leastAnswer, at);
    return least === null ? cost : Math.min(least, cost);
  }, null) ?? 0;

export function estimate(
  prices: readonly Price[],
  model: string,
  prompt: number,
  answer: number,
  at: number,
): Estimate {
  const costRead = (read: (typeof waysToRead)[number], output: number): number =>
    costMicroUsd({ ...nothingUsed, output_tokens: output, [read]: prompt }, prices, model, at)
      .micro_usd;
  const cost = (output: number): number =>
    Math.max(...waysToRead.map((read) => costRead(read, output)));
  const [nothing, most] = [cost(0), cost(answer)];
  const least = Math.min(answer, leastAnswer);
  return {
    most_micro_usd: most,
    least_micro_usd: cost(least),
    answerFor(microUsd) {
      if (microUsd >= most || most === nothing) return answer;
      const share = (microUsd - nothing) / (most - nothing);
      return Math.max(least, Math.floor(answer * share));
    },
  };
}
