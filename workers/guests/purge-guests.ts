import { and, asc, eq, lte, sql } from "drizzle-orm";
import { purgeAccount } from "../account/deletion/purge-account.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";

/** Guests of one run. */
const perRun = 20;

const ended = (now: number) => and(eq(user.role, "guest"), lte(user.expiresAt, new Date(now)));

/**
 * Nothing of a guest is kept (U-019, T-41): chats, sign-in and account go once the stay is over.
 * What was spent stays on the bill, under an id that leads to nobody. Answers how many are gone.
 */
export async function purgeGuests(env: Env, now = Date.now()): Promise<number> {
  const db = openDb(env.DB);
  await db
    .update(user)
    .set({ status: "deleted", deletedAt: new Date(now), goneAt: sql`${user.expiresAt}` })
    .where(and(ended(now), eq(user.status, "active")));
  const guests = await db
    .select({ id: user.id })
    .from(user)
    .where(and(ended(now), eq(user.status, "deleted")))
    .orderBy(asc(user.updatedAt), asc(user.id))
    .limit(perRun);
  let gone = 0;
  for (const { id } of guests) {
    try {
      if (await purgeAccount(env, id, now)) {
        await db.delete(user).where(eq(user.id, id));
        gone += 1;
        continue;
      }
    } catch (error) {
      log("error", "guest_not_purged", { user_id: id, ...errorFields(error) });
    }
    // To the end of the line.
    await db
      .update(user)
      .set({ updatedAt: new Date(now) })
      .where(eq(user.id, id));
  }
  return gone;
}
