/** Who hears of a budget that ends: the person at 80 %, and at its end the administrators, too (U-097). */
import { eq } from "drizzle-orm";
import { user } from "../auth/user.sql.ts";
import { noticesTo, noticeStatement } from "../notices/write-notice.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";

export interface BudgetNews {
  readonly kind: "budget_warning" | "budget_exhausted";
  readonly user_id: string;
  readonly name: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly spent: number;
  readonly budget: number;
  readonly percent: number;
}

export async function tellBudget(env: Env, news: BudgetNews): Promise<void> {
  const db = openDb(env.DB);
  const data = {
    month: news.month,
    spent_micro_usd: news.spent,
    budget_micro_usd: news.budget,
    percent: news.percent,
  };
  const exhausted = news.kind === "budget_exhausted";
  const own = noticeStatement(db, news.user_id, {
    kind: news.kind,
    severity: exhausted ? "critical" : "warning",
    data,
    link: "/account/usage",
  });
  if (!exhausted) return runBatch(db, own);
  const admins = await db.select({ id: user.id }).from(user).where(eq(user.role, "admin"));
  const others = admins.map((row) => row.id).filter((id) => id !== news.user_id);
  const told = noticesTo(db, others, {
    kind: "user_budget_exhausted",
    severity: "warning",
    data: { ...data, user_id: news.user_id, name: news.name },
    link: `/admin/users/${news.user_id}`,
  });
  return runBatch(db, own, ...told);
}
