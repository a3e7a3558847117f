import { eq } from "drizzle-orm";
import { auditStatement } from "../../platform/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Origin } from "../../platform/http.ts";
import type { Settings } from "../../settings/schema.ts";
import { signInThrottle } from "../sign-in-throttle.sql.ts";
import { clearAttempts, reserveAttempt } from "../throttle.ts";

const keyOf = (userId: string): string => `factor:${userId}`;

/**
 * Takes one attempt at an account's codes, before the code is looked at: of any number at once, no
 * more are checked than the site allows in its lock time (T-17). Throws AUTH_003 past that.
 */
export async function takeAttempt(db: Db, userId: string, settings: Settings): Promise<number> {
  const key = keyOf(userId);
  const length = settings.lock_minutes * 60_000;
  const attempt = await reserveAttempt(db, key, { max: settings.max_login_attempts, length });
  if (attempt !== null) return attempt;
  const row = await db.select().from(signInThrottle).where(eq(signInThrottle.key, key)).get();
  const until = row?.lockedUntil?.getTime() ?? Date.now();
  const wait = Math.ceil((until - Date.now()) / 1000);
  throw new AppError("AUTH_003", { retry_after: Math.max(wait, 1) });
}

/** A right answer ends the count. */
export const forgetAttempts = (db: Db, userId: string): Promise<void> =>
  runBatch(db, clearAttempts(db, keyOf(userId)));

/** Puts a wrong answer on record; the last one allowed is CRITICAL. */
export const recordFailure = (
  db: Db,
  userId: string,
  origin: Origin,
  failure: { method: string; reason: string; critical?: boolean },
): Promise<void> =>
  runBatch(
    db,
    auditStatement(db, { id: userId }, origin, {
      event: "SECURITY",
      action: "SECOND_FACTOR_FAILED",
      resource: ["USER", userId],
      severity: failure.critical ? "CRITICAL" : "WARNING",
      metadata: { method: failure.method, failure_reason: failure.reason },
    }),
  );
