/**
 * An amount of micro-dollars as rounded as a sentence may show it: to the cent, under a dollar to four
 * digits (so under a cent as it is), and finer where it would look like another one `beside` it.
 */
export function legibleUsd(
  microUsd: number,
  beside: readonly number[] = [],
  round: (amount: number) => number = Math.round,
): number {
  let step = microUsd < 1_000_000 ? 10 ** Math.max(0, String(microUsd).length - 4) : 10_000;
  const shown = (amount: number): number => round(amount / step) * step;
  const alike = (other: number): boolean => other !== microUsd && shown(other) === shown(microUsd);
  while (step > 1 && beside.some(alike)) step /= 10;
  return shown(microUsd);
}
