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

export type Grant =
  | { readonly granted: number }
  /** `exhausted`: gone even when nothing held now is spent. */
  | { readonly refused: Purse; readonly exhausted: boolean };

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
  return { refused: tightest, exhausted: tightest.limit - tightest.spent < least };
}

export function stateOf(
  spent: number,
  budget: number | null,
  warningPercent: number,
): MonthView["state"] {
  if (budget === null) return "ok";
  if (spent >= budget) return "paused";
  return spent * 100 >= budget * warningPercent ? "warning" : "ok";
}
