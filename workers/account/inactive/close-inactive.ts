import { and, sql } from "drizzle-orm";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { user } from "../../auth/user.sql.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { closeAccount, keptFor } from "../deletion/close-account.ts";
import { lastUse, quietPeople, toldSince } from "./quiet-people.ts";

const perRun = 50;

/** U-123: who was told and did not come within 30 days is deleted, and can be taken back for 14 more. */
export async function closeInactive(env: Env, now = Date.now()): Promise<number> {
  const settings = await readSettings(env);
  if (settings.inactive_notice_days === 0) return 0;
  const db = openDb(env.DB);
  const since = now - settings.inactive_notice_days * day;
  const told = toldSince(now - settings.inactive_close_days * day);
  const due = await db
    .select()
    .from(user)
    .where(and(quietPeople(since), told))
    .limit(perRun);
  let closed = 0;
  for (const account of due) {
    try {
      await closeAccount(env, account, {
        actor: null,
        origin: bySystem,
        now,
        goneAt: new Date(now + keptFor),
        reason: "INACTIVE",
        while: sql`${lastUse} <= ${since}`,
      });
      await closeSocketsOf(env, account.id);
      closed += 1;
    } catch (error) {
      log("error", "inactive_not_closed", { user_id: account.id, ...errorFields(error) });
    }
  }
  return closed;
}
