export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly n: number;
}

/** Median and 95th percentile. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), n: sorted.length };
}

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export const show = ({ median, p95 }: Spread): string => `${digits(median)} / ${digits(p95)}`;

export const showNumber = digits;

/** Runs `work` `times` times, one after the other, and says how long each took, in ms. */
export async function timed(times: number, work: (n: number) => Promise<void>): Promise<Spread> {
  const values: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work(n);
    values.push(performance.now() - began);
  }
  return spread(values);
}
