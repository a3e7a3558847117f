/** When somebody must hear of the budget: once a month at the warning, once for every amount that ended. */
import * as bill from "./bill.ts";
import { stateOf } from "./budget.ts";
import type { Facts } from "./facts.ts";
import type { BudgetNews } from "./tell-budget.ts";
import { monthWindow } from "./windows.ts";

type News = Omit<BudgetNews, "user_id">;

export const exhaustedKey = (month: string, budget: number): string =>
  `exhausted ${month} ${budget}`;

export const wasTold = (sql: SqlStorage, key: string): boolean =>
  sql.exec("SELECT 1 FROM told WHERE key = ?", key).toArray().length > 0;

/** `ended`: a call was refused because nothing is left, though a little is. */
export function tellIfDue(
  sql: SqlStorage,
  facts: Facts,
  now: number,
  ended: boolean,
  tell: (news: News) => Promise<void>,
): Promise<void> | null {
  const budget = facts.limits.monthly_budget_micro_usd.value;
  if (budget === null) return null;
  const spent = bill.spentOf(sql, "", now);
  const state = ended ? "paused" : stateOf(spent, budget, facts.warning_percent);
  if (state === "ok") return null;
  const month = monthWindow(now).key;
  const kind = state === "paused" ? "budget_exhausted" : "budget_warning";
  const key = state === "paused" ? exhaustedKey(month, budget) : `warning ${month}`;
  if (wasTold(sql, key)) return null;
  sql.exec("INSERT INTO told(key, at) VALUES(?, ?)", key, now);
  const { name, warning_percent: percent } = facts;
  return tell({ kind, name, month, spent, budget, percent }).catch((error: unknown) => {
    // Told with the next reason to.
    sql.exec("DELETE FROM told WHERE key = ?", key);
    throw error;
  });
}
