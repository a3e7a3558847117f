import type { ModelPrice } from "#contract/admin-price";

export const amounts = [
  "input",
  "output",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
] as const;
export type Amount = (typeof amounts)[number];

export const ratesOf = (price: ModelPrice): Record<Amount, number> => {
  const { input, output, cache_read, cache_write_5m, cache_write_1h } = price;
  return { input, output, cache_read, cache_write_5m, cache_write_1h };
};

export type PriceState = "now" | "later" | "past";

export interface PriceRow extends ModelPrice {
  readonly id: string;
  readonly state: PriceState;
}

const lineOf = (price: ModelPrice) => `${price.model} ${price.prompt_over}`;

/** Which price of a model counts now: the newest that has begun. */
export function toRows(prices: readonly ModelPrice[], now: number = Date.now()): PriceRow[] {
  const inForce = new Map<string, number>();
  for (const price of prices) {
    const begins = Date.parse(price.effective_from);
    if (begins <= now && begins > (inForce.get(lineOf(price)) ?? -Infinity)) {
      inForce.set(lineOf(price), begins);
    }
  }
  return prices.map((price) => {
    const begins = Date.parse(price.effective_from);
    const state = begins > now ? "later" : begins === inForce.get(lineOf(price)) ? "now" : "past";
    return { ...price, id: `${lineOf(price)} ${price.effective_from}`, state };
  });
}

/** US dollars as they are typed, to micro-dollars; null where it is no amount. */
export function microOf(text: string): number | null {
  const plain = text.trim().replaceAll(",", "");
  return /^\d{1,6}(\.\d{1,6})?$/.test(plain) ? Math.round(Number(plain) * 1_000_000) : null;
}

export const typedOf = (microUsd: number): string =>
  String(Number((microUsd / 1_000_000).toFixed(6)));

/** `YYYY-MM-DD` of a date field to the instant the day begins, UTC. */
export const startOf = (day: string): string => `${day}T00:00:00.000Z`;

export const dayOf = (instant: string | number): string =>
  new Date(instant).toISOString().slice(0, 10);
