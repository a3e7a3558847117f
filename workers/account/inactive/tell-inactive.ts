import { and, sql } from "drizzle-orm";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { lastUse, quietPeople, toldSince } from "./quiet-people.ts";

const perRun = 100;

/** U-123: who was not here for half a year is told, once, and when the account closes. */
export async function tellInactive(env: Env, now = Date.now()): Promise<number> {
  const { inactive_notice_days: days, inactive_close_days } = await readSettings(env);
  if (days === 0) return 0;
  const db = openDb(env.DB);
  const quiet = await db
    .select()
    .from(user)
    .where(and(quietPeople(now - days * day), sql`not ${toldSince(now)}`))
    .orderBy(lastUse)
    .limit(perRun);
  const closesAt = new Date(now + inactive_close_days * day);
  for (const account of quiet) {
    try {
      const [mail] = await mailStatements(db, env, {
        to: recipientOf(account),
        event: "account_inactive",
        data: { days, closes_at: closesAt },
      });
      const told = noticeStatement(db, account.id, {
        kind: "account_inactive",
        severity: "warning",
        data: { days, closes_at: closesAt.toISOString() },
        at: now,
      });
      await runBatch(db, mail, told);
    } catch (error) {
      log("error", "inactive_not_told", { user_id: account.id, ...errorFields(error) });
    }
  }
  return quiet.length;
}
