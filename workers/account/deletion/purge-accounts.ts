import { asc, eq } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { isDue, purgeAccount } from "./purge-account.ts";

/** Accounts of one run; who could not be finished goes to the end of the line. */
const perRun = 10;

/** Ends the accounts whose time has come; answers how many are gone. */
export async function purgeAccounts(env: Env, now = Date.now()): Promise<number> {
  const db = openDb(env.DB);
  const due = await db
    .select({ id: user.id })
    .from(user)
    .where(isDue(now))
    .orderBy(asc(user.updatedAt), asc(user.id))
    .limit(perRun);
  let gone = 0;
  for (const { id } of due) {
    try {
      if (await purgeAccount(env, id, now)) {
        gone += 1;
        continue;
      }
    } catch (error) {
      log("error", "account_not_purged", { user_id: id, ...errorFields(error) });
    }
    await db
      .update(user)
      .set({ updatedAt: new Date(now) })
      .where(eq(user.id, id));
  }
  return gone;
}
