import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { OutputOf } from "#contract/endpoint";
import type * as contract from "#contract/second-factor";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { assertStill, untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { dropChallenges } from "../challenges.ts";
import { hasWayIn } from "../way-in.ts";
import { toPasskey } from "./finish-enrolment.ts";
import { hasFactor } from "./has-factor.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { passkey, recoveryCode, totpSecret } from "./second-factor.sql.ts";
import { changeStatements, type FactorChange } from "./tell-change.ts";

export async function getSecondFactors(
  c: AppContext,
  actor: Actor,
): Promise<OutputOf<typeof contract.getSecondFactors>> {
  const db = openDb(c.env.DB);
  const left = and(eq(recoveryCode.userId, actor.id), isNull(recoveryCode.usedAt));
  const [settings, [totp, passkeys, codes]] = await Promise.all([
    readSettings(c.env),
    db.batch([
      db.select().from(totpSecret).where(eq(totpSecret.userId, actor.id)),
      db.select().from(passkey).where(eq(passkey.userId, actor.id)).orderBy(passkey.createdAt),
      db.select({ left: count() }).from(recoveryCode).where(left),
    ]),
  ]);
  return {
    totp: { enabled: totp.length > 0, since: totp[0]?.createdAt.toISOString() ?? null },
    passkeys: passkeys.map(toPasskey),
    recovery_codes_left: codes[0]?.left ?? 0,
    required: settings.require_2fa && actor.role !== "guest",
    due: actor.second_factor_due?.toISOString() ?? null,
  };
}

export async function renamePasskey(
  c: AppContext,
  actor: Actor,
  id: string,
  name: string,
): Promise<OutputOf<typeof contract.renamePasskey>> {
  const db = openDb(c.env.DB);
  const mine = and(eq(passkey.id, id), eq(passkey.userId, actor.id));
  return untilWritten(async () => {
    const row = await db.select().from(passkey).where(mine).get();
    if (!row) throw new AppError("REQUEST_002");
    if (row.name === name) return toPasskey(row);
    await writeEdit(
      db,
      assertStill(db, passkey, mine, { name: row.name }),
      db.update(passkey).set({ name }).where(mine),
      auditStatement(db, actor, originOf(c), {
        event: "SECURITY",
        action: "PASSKEY_RENAMED",
        resource: ["USER", actor.id],
        before: { name: row.name },
        after: { name },
        metadata: { passkey_id: id, login_id: actor.login_id },
      }),
    );
    return toPasskey({ ...row, name });
  });
}

/** Why a factor was not taken: it is the last while the site requires one, or a passkey that is the last way in. */
async function refusalOfRemoval(c: AppContext, actor: Actor, required: boolean): Promise<AppError> {
  const [first, second] = await openDb(c.env.DB).all(
    sql`select 1 from totp_secret where user_id = ${actor.id}
      union all select 1 from passkey where user_id = ${actor.id} limit 2`,
  );
  const last = first === undefined || second === undefined;
  return required && last ? new AppError("AUTH_009", { last: true }) : new AppError("USER_008");
}

/**
 * Takes a factor away. The last one stays while the site requires one, and a passkey that is the
 * last way to sign in (USER_008): decided in the batch that takes it, so that two removals at once
 * cannot both find the other's factor there.
 */
async function remove(
  c: AppContext,
  actor: Actor,
  change: FactorChange,
  taken: Statement,
  metadata: Record<string, unknown> = {},
): Promise<void> {
  const db = openDb(c.env.DB);
  const settings = await readSettings(c.env);
  const required = settings.require_2fa && actor.role !== "guest";
  try {
    await runBatch(
      db,
      taken,
      ...(required ? [assertStatement(db, hasFactor(db, actor.id))] : []),
      // An authenticator alone lets nobody in, so without it there is no way in less.
      ...(change === "PASSKEY_REMOVED" ? [assertStatement(db, hasWayIn(c.env, actor.id))] : []),
      // Recovery codes stand in for a factor; without one they are nothing.
      db
        .delete(recoveryCode)
        .where(and(eq(recoveryCode.userId, actor.id), sql`not ${hasFactor(db, actor.id)}`)),
      dropChallenges(db, actor.id),
      ...(await changeStatements(c, actor, change, metadata)),
    );
    deliverSoon(c);
  } catch (error) {
    if (isRefused(error)) throw await refusalOfRemoval(c, actor, required);
    throw error;
  }
}

export async function removeTotp(c: AppContext, actor: Actor): Promise<void> {
  if (!actor.second_factors.includes("totp")) throw new AppError("REQUEST_002");
  const gone = openDb(c.env.DB).delete(totpSecret).where(eq(totpSecret.userId, actor.id));
  await remove(c, actor, "TOTP_REMOVED", gone);
}

export async function removePasskey(c: AppContext, actor: Actor, id: string): Promise<void> {
  const db = openDb(c.env.DB);
  const mine = and(eq(passkey.id, id), eq(passkey.userId, actor.id));
  const row = await db.select({ name: passkey.name }).from(passkey).where(mine).get();
  if (!row) throw new AppError("REQUEST_002");
  await remove(c, actor, "PASSKEY_REMOVED", db.delete(passkey).where(mine), row);
}

/** Throws AUTH_009 where there is no factor that the codes could stand in for. */
export async function renewRecoveryCodes(c: AppContext, actor: Actor): Promise<string[]> {
  if (actor.second_factors.length === 0) throw new AppError("AUTH_009");
  const db = openDb(c.env.DB);
  const { codes, statements } = await newRecoveryCodes(db, c.env.SECRET_KEY, actor.id);
  const told = await changeStatements(c, actor, "RECOVERY_CODES_RENEWED");
  await runBatch(db, ...statements, ...told);
  deliverSoon(c);
  return codes;
}
