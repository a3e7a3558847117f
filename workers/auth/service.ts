import { eq, sql } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import type { Db } from "../platform/db.ts";
import { runBatch } from "../platform/db.ts";
import { auditStatement } from "../platform/audit.ts";
import { AppError } from "../platform/errors.ts";
import { equalSecrets, sha256Hex } from "../platform/hash.ts";
import type { Actor, Origin } from "../platform/http.ts";
import { newLoginSecret } from "./cookie.ts";
import { insertLogin, loginExpiry } from "./logins.ts";
import { hashPassword, isStrongPassword, spendPasswordCheck, verifyPassword } from "./password.ts";
import { setupState } from "./setup-state.sql.ts";
import { user } from "./user.sql.ts";

/** A sign-in that succeeded: the actor, and the secret its cookie carries. */
export interface SignedIn {
  readonly actor: Actor;
  readonly secret: string;
}

type Account = typeof user.$inferSelect;

function actorOf(account: Account, loginId: string, expiresAt: Date): Actor {
  const { id, name, email, role } = account;
  return { id, name, email, role, login_id: loginId, login_expires_at: expiresAt };
}

async function newLogin(userId: string) {
  const secret = newLoginSecret();
  const secretHash = await sha256Hex(secret);
  return {
    secret,
    login: { id: crypto.randomUUID(), userId, secretHash, expiresAt: loginExpiry() },
  };
}

/** Throws AUTH_001 alike for an unknown address, a wrong password and a disabled account. */
export async function signIn(
  db: Db,
  env: Env,
  credentials: { email: string; password: string },
  origin: Origin,
): Promise<SignedIn> {
  const account = await db.select().from(user).where(eq(user.email, credentials.email)).get();
  const stored = account?.status === "active" ? account.passwordHash : null;
  const verdict =
    stored === null || stored === undefined
      ? await spendPasswordCheck(credentials.password).then(() => ({ ok: false, outdated: false }))
      : await verifyPassword(credentials.password, stored, env.PASSWORD_PEPPER);
  if (!account || !verdict.ok) {
    await auditStatementFailed(db, account ?? null, origin);
    throw new AppError("AUTH_001");
  }
  const { secret, login } = await newLogin(account.id);
  const actor = actorOf(account, login.id, login.expiresAt);
  const renewed = verdict.outdated
    ? [
        db
          .update(user)
          .set({ passwordHash: await hashPassword(credentials.password, env.PASSWORD_PEPPER) })
          .where(eq(user.id, account.id)),
      ]
    : [];
  await runBatch(
    db,
    insertLogin(db, login, origin),
    auditStatement(db, actor, origin, {
      event: "ACCESS",
      action: "LOGIN_SUCCESS",
      resource: ["USER", account.id],
      metadata: { login_method: "password", login_id: login.id },
    }),
    ...renewed,
  );
  return { actor, secret };
}

const auditStatementFailed = (db: Db, account: Account | null, origin: Origin) =>
  runBatch(
    db,
    auditStatement(db, account, origin, {
      event: "SECURITY",
      action: "LOGIN_FAILED",
      resource: ["USER", account?.id ?? null],
      severity: "WARNING",
      metadata: { failure_reason: account ? "wrong_password" : "unknown_account" },
    }),
  );

/** Whether the site waits for its first administrator. */
export async function isSetupRequired(db: Db, env: Env): Promise<boolean> {
  if (!env.SETUP_TOKEN_HASH) return false;
  const found = await db
    .select({ one: sql<number>`1` })
    .from(user)
    .where(eq(user.role, "admin"))
    .limit(1)
    .get();
  return found === undefined;
}

/** Creates the first administrator. The token works once: the row of setup_state has a fixed key. */
export async function setUp(
  db: Db,
  env: Env,
  input: { token: string; email: string; name: string; password: string },
  origin: Origin,
): Promise<SignedIn> {
  const expected = env.SETUP_TOKEN_HASH?.toLowerCase() ?? "";
  const given = await sha256Hex(input.token);
  if (!expected || !(await equalSecrets(given, expected)) || !(await isSetupRequired(db, env))) {
    throw new AppError("AUTH_006");
  }
  if (!isStrongPassword(input.password)) throw new AppError("AUTH_007");
  const now = new Date();
  const account: Account = {
    id: crypto.randomUUID(),
    email: input.email,
    name: input.name,
    role: "admin",
    status: "active",
    passwordHash: await hashPassword(input.password, env.PASSWORD_PEPPER),
    createdAt: now,
    updatedAt: now,
  };
  const { secret, login } = await newLogin(account.id);
  const actor = actorOf(account, login.id, login.expiresAt);
  try {
    await runBatch(
      db,
      db.insert(setupState).values({ key: "done", userId: account.id, doneAt: now }),
      db.insert(user).values(account),
      insertLogin(db, login, origin),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "SETUP",
        resource: ["USER", account.id],
        severity: "CRITICAL",
        after: { email: account.email, role: "admin" },
      }),
    );
  } catch (error) {
    // Two set-ups at once: the second meets the fixed key.
    if (/UNIQUE/.test(String(error)) || /UNIQUE/.test(String((error as Error).cause))) {
      throw new AppError("AUTH_006");
    }
    throw error;
  }
  return { actor, secret };
}
