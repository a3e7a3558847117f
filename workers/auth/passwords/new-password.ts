import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Db, Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { hashPassword, verifyPassword, weaknessOf } from "../password.ts";
import type { user } from "../user.sql.ts";
import { isGuessable, type Owner } from "./guessable.ts";
import { passwordHistory } from "./password-history.sql.ts";

/** U-051: the current password and the three before it. */
const remembered = 3;

/** AUTH_007 for a password too short or plain, AUTH_014 for one that is easily guessed (T-07). */
export async function checkNewPassword(password: string, owner: Owner): Promise<void> {
  const why = weaknessOf(password);
  if (why !== null) throw new AppError("AUTH_007", { why });
  const { commonPasswords } = await import("./common-passwords.ts");
  if (isGuessable(password, owner, commonPasswords)) throw new AppError("AUTH_014");
}

const latest = (db: Db, userId: string) =>
  db
    .select({ id: passwordHistory.id, hash: passwordHistory.passwordHash })
    .from(passwordHistory)
    .where(eq(passwordHistory.userId, userId))
    .orderBy(desc(passwordHistory.createdAt), desc(passwordHistory.id))
    .limit(remembered);

type Account = Pick<typeof user.$inferSelect, "id" | "email" | "name" | "passwordHash">;

/**
 * The hash of a password the account may have next. Throws AUTH_007, AUTH_014, or AUTH_013 for one
 * it had. Takes up to a second: every old hash costs what a sign-in costs.
 */
export async function hashNewPassword(
  db: Db,
  env: Env,
  account: Account,
  password: string,
): Promise<string> {
  await checkNewPassword(password, account);
  const before = (await latest(db, account.id)).map((row) => row.hash);
  for (const hash of [account.passwordHash ?? "", ...before]) {
    const { ok } = await verifyPassword(password, hash, env.PASSWORD_PEPPER);
    if (ok) throw new AppError("AUTH_013");
  }
  return hashPassword(password, env.PASSWORD_PEPPER);
}

/** Keeps the old hash among those that may not come again, and no more of them than needed. */
export function rememberPassword(db: Db, account: Account): Statement[] {
  if (account.passwordHash === null) return [];
  const mine = eq(passwordHistory.userId, account.id);
  const kept = db
    .select({ id: passwordHistory.id })
    .from(passwordHistory)
    .where(mine)
    .orderBy(desc(passwordHistory.createdAt), desc(passwordHistory.id))
    .limit(remembered);
  return [
    db.insert(passwordHistory).values({
      id: crypto.randomUUID(),
      userId: account.id,
      passwordHash: account.passwordHash,
      createdAt: new Date(),
    }),
    db.delete(passwordHistory).where(and(mine, notInArray(passwordHistory.id, kept))),
  ];
}
