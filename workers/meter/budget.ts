/** Money: what may be held for a call, and how a month stands. All in integer micro-dollars. */
import type { LimitSource } from "#contract/limit";
import type { MonthView } from "./rpc.ts";

/** Something a call is paid from: the person's budget, and that of the key it came with. */
export interface Purse {
  readonly source: LimitSource;
  readonly limit: number;
  readonly spent: number;
  /** Held for calls that run now. */
  readonly reserved: number;
}

export type Grant = { readonly granted: number } | { readonly refused: Purse };

const left = (purse: Purse): number => purse.limit - purse.spent - purse.reserved;

/**
 * As much as every purse has left, `most` at most; refused below `least`. What is granted and what
 * was before never pass a limit together, however many ask at once.
 */
export function grant(
  purses: readonly Purse[],
  { least, most }: { readonly least: number; readonly most: number },
): Grant {
  const tightest = purses.reduce<Purse | null>(
    (found, purse) => (found === null || left(purse) < left(found) ? purse : found),
    null,
  );
  if (tightest === null) return { granted: most };
  const granted = Math.min(most, left(tightest));
  if (granted >= Math.max(least, 0)) return { granted };
  return { refused: tightest };
}

/**
 * Paused is the whole, and what leaves too little for the `smallest` call that costs (0: not known
 * yet): no such call runs any more, however little was spent. A larger call that does not fit
 * changes nothing (U-097).
 */
export function stateOf(
  spent: number,
  budget: number | null,
  warningPercent: number,
  smallest = 0,
): MonthView["state"] {
  if (budget === null) return "ok";
  if (spent >= budget || budget - spent < smallest) return "paused";
  return spent * 100 < budget * warningPercent ? "ok" : "warning";
}
