import { eq } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { verifyPassword } from "../password.ts";
import { user } from "../user.sql.ts";
import { recordFailure, takeAttempt } from "./code-attempts.ts";

/**
 * The password of somebody who is signed in. Throws AUTH_001 where it is not right, AUTH_003 past as
 * many as the site allows: a cookie that was stolen is no place to guess from.
 */
export async function checkOwnPassword(
  c: AppContext,
  userId: string,
  password: string,
): Promise<void> {
  const { env } = c;
  const db = openDb(env.DB);
  const guess = await takeAttempt(c, "password", userId);
  const row = await db
    .select({ hash: user.passwordHash })
    .from(user)
    .where(eq(user.id, userId))
    .get();
  const verdict = row?.hash ? await verifyPassword(password, row.hash, env.PASSWORD_PEPPER) : null;
  if (!verdict?.ok) {
    const failure = { method: "password", reason: "wrong_password", critical: guess.last };
    await recordFailure(db, userId, originOf(c), failure);
    throw new AppError("AUTH_001");
  }
  await guess.right();
}
