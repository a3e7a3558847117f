import { legibleUsd } from "#contract/legible-usd";

const format = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});

/** Micro-dollars for a sentence: `$1,234.50`, told apart from what stands `beside` it. */
export const displayUsd = (...amount: Parameters<typeof legibleUsd>): string =>
  format.format(legibleUsd(...amount) / 1_000_000);
