/** What a model call may cost at most, before it is made (T-15). Tokens are guessed on the high side. */
import { costMicroUsd, type Price } from "./price.ts";

const asciiPerToken = 3;
const tokensPerOther = 1.1;

/** Japanese has about a token a character, English and code one in three or four. */
export function tokensOfText(text: string): number {
  let others = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) others += 1;
  return Math.ceil((text.length - others) / asciiPerToken + others * tokensPerOther);
}

/** Of everything in a request: texts, names and the marks between them. */
export function tokensOf(value: unknown, known?: WeakMap<object, number>): number {
  if (typeof value === "string") return tokensOfText(value);
  if (typeof value !== "object" || value === null) return 1;
  const found = known?.get(value);
  if (found !== undefined) return found;
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  const sum = parts.reduce<number>((total, part) => total + tokensOf(part, known), 2);
  known?.set(value, sum);
  return sum;
}

export interface Estimate {
  readonly most_micro_usd: number;
  /** Enough for the prompt and a short answer. */
  readonly least_micro_usd: number;
  /** How long the answer may be for so much money; never more than was asked. */
  answerFor(microUsd: number): number;
}

/** An answer shorter than this says nothing. */
const leastAnswer = 1024;

export function estimate(
  prices: readonly Price[],
  model: string,
  prompt: number,
  answer: number,
  at: number,
): Estimate {
  const cost = (output: number): number =>
    costMicroUsd(
      {
        input_tokens: 0,
        output_tokens: output,
        cache_read_tokens: 0,
        // The dearest a prompt is read at.
        cache_write_5m_tokens: prompt,
        cache_write_1h_tokens: 0,
      },
      prices,
      model,
      at,
    ).micro_usd;
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
