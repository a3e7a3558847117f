/** How the month stands, and when somebody must hear: once for every amount at its warning, and at its end. */
import type { MonthView } from "./rpc.ts";
import * as bill from "./bill.ts";
import { stateOf } from "./budget.ts";
import type { Facts } from "./facts.ts";
import type { BudgetNews } from "./tell-budget.ts";
import { monthWindow } from "./windows.ts";

type News = Omit<BudgetNews, "user_id">;

const exhaustedKey = (month: string, budget: number): string => `exhausted ${month} ${budget}`;

const warningKey = (month: string, budget: number): string => `warning ${month} ${budget}`;

const wasTold = (sql: SqlStorage, key: string): boolean =>
  sql.exec("SELECT 1 FROM told WHERE key = ?", key).toArray().length > 0;

export const monthState = (sql: SqlStorage, facts: Facts, now: number): MonthView["state"] =>
  stateOf(
    bill.spentOf(sql, "", now),
    facts.limits.monthly_budget_micro_usd.value,
    facts.warning_percent,
    bill.smallestCall(sql),
  );

export function tellIfDue(
  sql: SqlStorage,
  facts: Facts,
  now: number,
  tell: (news: News) => Promise<void>,
): Promise<void> | null {
  const budget = facts.limits.monthly_budget_micro_usd.value;
  if (budget === null) return null;
  const spent = bill.spentOf(sql, "", now);
  const state = monthState(sql, facts, now);
  if (state === "ok") return null;
  const month = monthWindow(now).key;
  const kind = state === "paused" ? "budget_exhausted" : "budget_warning";
  const key = state === "paused" ? exhaustedKey(month, budget) : warningKey(month, budget);
  if (wasTold(sql, key)) return null;
  sql.exec("INSERT INTO told(key, at) VALUES(?, ?)", key, now);
  const { name } = facts;
  // Rounded down: 100 is all of it.
  const percent = budget === 0 ? 100 : Math.floor((spent / budget) * 100);
  return tell({ kind, name, month, spent, budget, percent }).catch((error: unknown) => {
    // Told with the next reason to.
    sql.exec("DELETE FROM told WHERE key = ?", key);
    throw error;
  });
}

/** The month's bill became less: what holds no more is told anew when it does. */
export function forgetUndue(sql: SqlStorage, facts: Facts, now: number): void {
  const budget = facts.limits.monthly_budget_micro_usd.value;
  if (budget === null) return;
  const state = monthState(sql, facts, now);
  const month = monthWindow(now).key;
  const forget = (key: string) => sql.exec("DELETE FROM told WHERE key = ?", key);
  if (state !== "paused") forget(exhaustedKey(month, budget));
  if (state === "ok") forget(warningKey(month, budget));
}
