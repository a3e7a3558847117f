/** Who hears of a budget that ends: the person at 80 %, and at its end the administrators, too (U-097). */
import { and, eq, ne } from "drizzle-orm";
import { adminsToTell } from "../auth/admins-to-tell.ts";
import { recipientOf } from "../auth/recipient.ts";
import { user } from "../auth/user.sql.ts";
import { mailsTo } from "../mail/outbox.ts";
import { noticesTo, noticeStatement } from "../notices/write-notice.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { displayUsd } from "../platform/text/display-usd.ts";
import type { Env } from "../platform/env.ts";
import { monthWindow } from "./windows.ts";

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

/** The same by mail, where an administrator has not switched it off; it goes out with the next minute. */
async function mailsOf(db: Db, env: Env, news: BudgetNews): Promise<Statement[]> {
  const account = await db
    .select()
    .from(user)
    .where(and(eq(user.id, news.user_id), eq(user.status, "active"), ne(user.role, "guest")))
    .get();
  const own = account === undefined ? [] : [recipientOf(account)];
  const left = Math.max(0, news.budget - news.spent);
  const amounts = {
    used: displayUsd(news.spent, [news.budget]),
    left: displayUsd(left, [news.budget], Math.floor),
    limit: displayUsd(news.budget, [news.spent, left]),
    resets_at: new Date(monthWindow(Date.now()).ends_at),
  };
  if (news.kind === "budget_warning") {
    return mailsTo(db, env, news.kind, own, () => ({ ...amounts, percent: news.percent }));
  }
  const others = (await adminsToTell(db)).filter((one) => one.id !== news.user_id);
  return [
    ...(await mailsTo(db, env, news.kind, own, () => amounts)),
    ...(await mailsTo(db, env, "user_budget_exhausted", others.map(recipientOf), () => ({
      ...amounts,
      user: news.name,
    }))),
  ];
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
  const mails = await mailsOf(db, env, news);
  if (!exhausted) return runBatch(db, own, ...mails);
  const admins = await db.select({ id: user.id }).from(user).where(eq(user.role, "admin"));
  const others = admins.map((row) => row.id).filter((id) => id !== news.user_id);
  const told = noticesTo(db, others, {
    kind: "user_budget_exhausted",
    severity: "warning",
    data: { ...data, user_id: news.user_id, name: news.name },
    link: `/admin/users/${news.user_id}`,
  });
  return runBatch(db, own, ...told, ...mails);
}
