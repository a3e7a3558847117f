import { and, eq, ne, sql } from "drizzle-orm";
import { endLeftWork, hasLogins } from "../../auth/end-access.ts";
import { closeEndedSockets, closeSocketsOfLogin } from "../../auth/open-sockets.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import { clockOf } from "./list-logins.ts";
import { isHeld, type Clock } from "./login-rows.ts";

const table = userSession;

interface By {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly note: string | undefined;
}

/** What is ended, and what an administrator does as others from there (T-24). */
const forceOut = (db: Db, where: ReturnType<typeof sql>, shutOut = false): Statement =>
  db
    .update(table)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: "FORCED", shutOut })
    .where(and(eq(table.isActive, true), where));

const record = (
  db: Db,
  { actor, origin, note }: By,
  action: string,
  userId: string,
  facts: Record<string, unknown>,
): Statement =>
  auditStatement(db, actor, origin, {
    event: "SECURITY",
    action,
    resource: ["USER", userId],
    severity: "WARNING",
    metadata: { reason: "FORCED", ...facts, ...(note === undefined ? {} : { note }) },
  });

/** Who is an administrator for a day forces no lasting one out. Throws USER_001, AUTH_004. */
async function mayForce(db: Db, actor: Actor, userId: string): Promise<void> {
  const account = await db.select().from(user).where(eq(user.id, userId)).get();
  if (!account) throw new AppError("USER_001");
  if (account.role === "admin" && userId !== actor.id) requireLastingRole(actor);
}

/** Those acted from a login of the person end with it; found before, closed after. */
const actingFrom = (db: Db, from: ReturnType<typeof sql>) =>
  db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.isActive, true), from));

async function closeAll(env: Env, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => closeSocketsOfLogin(env, id)));
}

/**
 * Ends one sign-in at once, its open sockets and streams too (T-02, SA-036); 0: it was over. Throws
 * SECURITY_001 where there is none, SECURITY_002 for the one the request came with.
 */
export async function terminateLogin(env: Env, id: string, by: By): Promise<{ ended: number }> {
  if (id === by.actor.login_id) throw new AppError("SECURITY_002");
  const db = openDb(env.DB);
  const login = await db.select().from(table).where(eq(table.id, id)).get();
  if (!login) throw new AppError("SECURITY_001");
  await mayForce(db, by.actor, login.userId);
  const from = sql`${table.impersonatorLogin} = ${id}`;
  const acting = await actingFrom(db, from);
  const holds = await runIfHolds(
    db,
    assertStatement(db, sql`exists(select 1 from user_session where id = ${id} and is_active = 1)`),
    forceOut(db, sql`(${table.id} = ${id} or ${from})`),
    record(db, by, "SESSION_TERMINATED", login.userId, { login_id: id }),
  );
  if (!holds) return { ended: 0 };
  await closeAll(env, [id, ...acting.map((one) => one.id)]);
  return { ended: 1 };
}

const countHeld = (db: Db, userId: string, own: string, clock: Clock) =>
  db
    .select({ n: sql<number>`count(*)`.as("n") })
    .from(table)
    .where(and(eq(table.userId, userId), ne(table.id, own), isHeld(clock)));

/** Ends every sign-in of a person; the caller's own stays. Keys are another matter. 0: there was none. */
export async function terminateLoginsOf(
  env: Env,
  userId: string,
  by: By,
): Promise<{ ended: number }> {
  const db = openDb(env.DB);
  await mayForce(db, by.actor, userId);
  const own = by.actor.login_id;
  const from = sql`${table.impersonatorLogin} in (
    select id from user_session as theirs where theirs.user_id = ${userId} and theirs.id <> ${own})`;
  const [held, acting] = await Promise.all([
    countHeld(db, userId, own, await clockOf(env)),
    actingFrom(db, from),
  ]);
  const ended = held[0]?.n ?? 0;
  const holds = await runIfHolds(
    db,
    assertStatement(db, hasLogins(userId, own)),
    forceOut(db, from),
    forceOut(db, sql`${table.userId} = ${userId} and ${table.id} <> ${own}`, true),
    endLeftWork(db, userId),
    record(db, by, "SESSIONS_TERMINATED", userId, { ended }),
  );
  if (!holds) return { ended: 0 };
  await Promise.all([
    closeEndedSockets(env, userId),
    closeAll(
      env,
      acting.map((one) => one.id),
    ),
  ]);
  return { ended };
}
