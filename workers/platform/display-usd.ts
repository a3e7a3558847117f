/** Micro-dollars for reading: `$1,234.50`; sums under a cent keep what they are. */
export const displayUsd = (microUsd: number): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: microUsd !== 0 && microUsd < 10_000 ? 6 : 2,
  }).format(microUsd / 1_000_000);
