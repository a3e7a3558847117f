import { and, eq, lt } from "drizzle-orm";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { errorFields, log } from "../../platform/log.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { recordFailure, takeAttempt } from "./code-attempts.ts";
import { useRecoveryCode } from "./recovery-codes.ts";
import { unseal } from "./seal.ts";
import { totpSecret } from "./second-factor.sql.ts";
import { tellGuesses } from "./tell-guesses.ts";
import { stepOfCode } from "./totp.ts";

export type CodeMethod = "totp" | "recovery_code";

/** Six digits in any width and spacing are an authenticator's; all else is a recovery code. */
export function digitsOf(typed: string): string | undefined {
  const plain = typed.normalize("NFKC").replaceAll(/[\s-]/g, "");
  return /^\d{6}$/.test(plain) ? plain : undefined;
}

/** Null where the site's key is another one now: the person needs another factor, or a reset. */
const open = async (env: Env, userId: string, sealed: string) => {
  try {
    return await unseal(env.SECRET_KEY, userId, sealed);
  } catch (error) {
    log("error", "totp_unreadable", errorFields(error));
    return null;
  }
};

/** True for the one caller a step works for: no step at or before one that was taken is taken again. */
async function useTotp(db: Db, env: Env, userId: string, code: string): Promise<boolean> {
  const row = await db.select().from(totpSecret).where(eq(totpSecret.userId, userId)).get();
  if (!row) return false;
  const secret = await open(env, userId, row.secret);
  const step = secret ? await stepOfCode(secret, code, Date.now()) : undefined;
  if (step === undefined) return false;
  const taken = await db
    .update(totpSecret)
    .set({ lastStep: step })
    .where(
      and(
        eq(totpSecret.userId, userId),
        eq(totpSecret.secret, row.secret),
        lt(totpSecret.lastStep, step),
      ),
    )
    .returning({ userId: totpSecret.userId });
  return taken.length > 0;
}

/**
 * Uses up an authenticator's or a recovery code of the account. Throws AUTH_008 where it is wrong or
 * was used, AUTH_003 where too many were; both are on record, and the account's owner hears of many.
 */
export async function checkCode(c: AppContext, userId: string, typed: string): Promise<CodeMethod> {
  const { env } = c;
  const db = openDb(env.DB);
  const guess = await takeAttempt(c, "factor", userId);
  const digits = digitsOf(typed);
  const method: CodeMethod = digits === undefined ? "recovery_code" : "totp";
  const right =
    digits === undefined
      ? await useRecoveryCode(db, env.SECRET_KEY, userId, typed)
      : await useTotp(db, env, userId, digits);
  if (!right) {
    const failure = { method, reason: "wrong_code", critical: guess.last };
    const told = guess.last ? await tellGuesses(c, userId) : [];
    await recordFailure(db, userId, originOf(c), failure, ...told);
    if (told.length > 0) deliverSoon(c);
    throw new AppError("AUTH_008");
  }
  await guess.right();
  return method;
}
