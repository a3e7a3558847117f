import { and, inArray, isNull, lte, or } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { oneTimeToken } from "./one-time-token.sql.ts";
import { signInThrottle } from "./sign-in-throttle.sql.ts";

/** Of each table at a time. */
const atMost = 5000;

/** Drops failed attempts nobody counts any more and links that are long over; what is left waits. */
export async function forgetAttempts(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  const over = new Date(now - 2 * day);
  const attempts = db
    .select({ key: signInThrottle.key })
    .from(signInThrottle)
    .where(
      and(
        lte(signInThrottle.windowStartedAt, over),
        or(isNull(signInThrottle.lockedUntil), lte(signInThrottle.lockedUntil, new Date(now))),
      ),
    )
    .limit(atMost);
  const tokens = db
    .select({ id: oneTimeToken.id })
    .from(oneTimeToken)
    .where(lte(oneTimeToken.expiresAt, new Date(now - 30 * day)))
    .limit(atMost);
  await db.batch([
    db.delete(signInThrottle).where(inArray(signInThrottle.key, attempts)),
    db.delete(oneTimeToken).where(inArray(oneTimeToken.id, tokens)),
  ]);
}
