import { eq } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Origin } from "../../platform/http.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { verifyPassword } from "../password.ts";
import { user } from "../user.sql.ts";
import { forgetAttempts, recordFailure, takeAttempt } from "./code-attempts.ts";

/**
 * The password of somebody who is signed in. Throws AUTH_001 where it is not right, AUTH_003 past as
 * many as the site allows: a cookie that was stolen is no place to guess from.
 */
export async function checkOwnPassword(
  env: Env,
  userId: string,
  password: string,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  const settings = await readSettings(env);
  const attempt = await takeAttempt(db, userId, settings);
  const row = await db
    .select({ hash: user.passwordHash })
    .from(user)
    .where(eq(user.id, userId))
    .get();
  const verdict = row?.hash ? await verifyPassword(password, row.hash, env.PASSWORD_PEPPER) : null;
  if (!verdict?.ok) {
    const critical = attempt === settings.max_login_attempts;
    const failure = { method: "password", reason: "wrong_password", critical };
    await recordFailure(db, userId, origin, failure);
    throw new AppError("AUTH_001");
  }
  await forgetAttempts(db, userId);
}
