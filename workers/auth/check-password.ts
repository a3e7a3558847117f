import { and, eq, sql } from "drizzle-orm";
import { assertStatement } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { beginAttempt, type Attempt } from "./attempt.ts";
import { refusalToOwner } from "./held-account.ts";
import { knownDevice } from "./known-device.ts";
import { hashPassword, spendPasswordCheck, verifyPassword } from "./password.ts";
import { sendUnlockMail } from "./unlock.ts";
import { user } from "./user.sql.ts";

type Account = typeof user.$inferSelect;

/** The record of a failure; of the one that locks, another. */
function failureStatements(
  c: AppContext,
  account: Account | undefined,
  reason: string,
  attempt: Attempt | null,
): [Statement, ...Statement[]] {
  const db = openDb(c.env.DB);
  const entry = (action: string, metadata: Record<string, unknown>) =>
    auditStatement(db, account ?? null, originOf(c), {
      event: "SECURITY",
      action,
      resource: ["USER", account?.id ?? null],
      severity: "WARNING",
      metadata,
    });
  const counted = attempt ? { attempt_count: attempt.number, network: attempt.network } : {};
  const failed = entry("LOGIN_FAILED", { failure_reason: reason, ...counted });
  if (!attempt?.lockedUntil) return [failed];
  const locked_until = attempt.lockedUntil.toISOString();
  return [failed, entry("LOGIN_LOCKED", { ...counted, locked_until })];
}

/** Costs the same whether there is an account with a password or not. */
async function verify(c: AppContext, password: string, account: Account | undefined) {
  if (account && account.passwordHash !== null) {
    return verifyPassword(password, account.passwordHash, c.env.PASSWORD_PEPPER);
  }
  await spendPasswordCheck(password);
  return { ok: false, outdated: false };
}

/**
 * The account of an address and its password. AUTH_001 alike for an unknown address, a wrong
 * password and an account that is gone; AUTH_003 while the address is locked from where the
 * request came, whether anybody has it or not (U-052, T-17). Who knows the password of an account that
 * is held back is told so, and why.
 */
export async function checkPassword(
  c: AppContext,
  credentials: { email: string; password: string; turnstile?: string | undefined },
): Promise<Account> {
  const db = openDb(c.env.DB);
  const account = await db.select().from(user).where(eq(user.email, credentials.email)).get();
  const device = await knownDevice(c, account?.id);
  const attempt = await beginAttempt(c, { ...credentials, device });
  if ("locked" in attempt) {
    await runBatch(db, ...failureStatements(c, account, "locked", null));
    throw attempt.locked;
  }
  const verdict = await verify(c, credentials.password, account);
  const refusal = account && verdict.ok ? refusalToOwner(account, Date.now()) : undefined;
  if (!account || refusal === undefined) {
    const reason = !account ? "unknown_account" : verdict.ok ? "account_closed" : "wrong_password";
    await runBatch(db, ...failureStatements(c, account, reason, attempt));
    if (account && attempt.lockedUntil) sendUnlockMail(c, account, attempt, attempt.lockedUntil);
    throw new AppError("AUTH_001");
  }
  const kept = refusal ? failureStatements(c, account, "account_closed", null) : [];
  await runBatch(db, ...attempt.right(), ...kept);
  if (refusal) throw refusal;
  if (!verdict.outdated) return account;
  const passwordHash = await hashPassword(credentials.password, c.env.PASSWORD_PEPPER);
  const same = and(eq(user.id, account.id), eq(user.passwordHash, account.passwordHash ?? ""));
  await db.update(user).set({ passwordHash }).where(same);
  return { ...account, passwordHash };
}

/** Fails the batch of a sign-in whose password was changed since it was looked at. */
export const passwordStands = (db: Db, { id, passwordHash }: Account): Statement =>
  assertStatement(
    db,
    sql`exists(select 1 from user where id = ${id} and password_hash is ${passwordHash})`,
  );
