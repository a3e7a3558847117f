import { eq, sql } from "drizzle-orm";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { checkStepUp } from "../../platform/http/guard.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { endLoginsOf } from "../end-access.ts";
import { countOf, endKeys, revocationOf } from "../keys/revoke-all.ts";
import { voidTokens } from "../one-time-tokens.ts";
import { closeEndedSockets } from "../open-sockets.ts";
import { checkOwnPassword } from "../second-factor/check-own-password.ts";
import { user } from "../user.sql.ts";
import { hashNewPassword, rememberPassword } from "./new-password.ts";
import { tellPasswordChange } from "./tell-change.ts";

type Account = typeof user.$inferSelect;

/**
 * The account's password becomes another one; links sent before are worth nothing, and an address
 * that waited for confirmation is forgotten, as somebody else may have asked for it. The batch fails
 * (`isRefused`) where the password is not the one that was looked at any more.
 */
export function setPassword(
  db: Db,
  account: Account,
  passwordHash: string,
  more: Partial<typeof user.$inferInsert> = {},
): [Statement, ...Statement[]] {
  const now = new Date();
  return [
    assertStatement(
      db,
      sql`exists(select 1 from user where id = ${account.id} and status = ${account.status}
        and password_hash is ${account.passwordHash})`,
    ),
    db
      .update(user)
      .set({
        passwordHash,
        passwordChangedAt: now,
        mustChangePassword: false,
        pendingEmail: null,
        updatedAt: now,
        ...more,
      })
      .where(eq(user.id, account.id)),
    ...rememberPassword(db, account),
    voidTokens(db, account.id, "password_reset", "verify_email"),
  ];
}

/** The old password is typed; where there is none, or a second factor, the person has just proved who they are. */
async function proveOwner(
  c: AppContext,
  actor: Actor,
  account: Account,
  current: string | undefined,
): Promise<void> {
  const noPassword = account.passwordHash === null;
  if (noPassword || actor.second_factors.length > 0) checkStepUp("reauth", actor);
  if (noPassword) return;
  if (current === undefined) throw new AppError("AUTH_010", { method: "password" });
  await checkOwnPassword(c, actor.id, current);
}

/**
 * A new password for who is signed in; every other sign-in of the account ends, and where wanted
 * every key (decision 19). USER_005 where another change came between.
 */
export async function changePassword(
  c: AppContext,
  actor: Actor,
  json: { current?: string | undefined; next: string; revoke_keys: boolean },
): Promise<void> {
  const db = openDb(c.env.DB);
  const account = await db.select().from(user).where(eq(user.id, actor.id)).get();
  if (!account) throw new AppError("AUTH_002");
  await proveOwner(c, actor, account, json.current);
  const passwordHash = await hashNewPassword(db, c.env, account, json.next);
  const keys = json.revoke_keys ? await revocationOf(db, actor, originOf(c)) : null;
  const told = await tellPasswordChange(db, c.env, account, originOf(c), "changed", countOf(keys));
  try {
    await runBatch(
      db,
      ...setPassword(db, account, passwordHash),
      ...endLoginsOf(db, account.id, "FORCED", actor.login_id),
      ...(keys?.statements ?? []),
      ...told,
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("USER_005");
    throw error;
  }
  deliverSoon(c);
  await closeEndedSockets(c.env, account.id);
  if (keys) await endKeys(c.env, actor, originOf(c), keys);
}
