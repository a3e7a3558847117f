import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import type { Login } from "#contract/account";
import { endLoginsOf, hasLogins } from "../auth/end-access.ts";
import { endLogin } from "../auth/logins.ts";
import { closeEndedSockets, closeSocketsOfLogin } from "../auth/open-sockets.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { assertStatement, isRefused, runIfHolds } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { readSettings } from "../settings/read-settings.ts";

/** More than anybody looks through; ending the others ends them all. */
const shown = 100;

/** Logins that would still be let in: neither ended, nor past their life, nor idle too long. */
async function openLogins(env: Env, userId: string) {
  const { session_timeout_minutes } = await readSettings(env);
  const idle = new Date(Date.now() - session_timeout_minutes * 60_000);
  return and(
    eq(userSession.userId, userId),
    eq(userSession.isActive, true),
    gt(userSession.expiresAt, new Date()),
    gt(userSession.lastActivityAt, idle),
  );
}

interface Row {
  readonly login: typeof userSession.$inferSelect;
  readonly by: string | null;
}

/** Where an administrator sits is not the person's to know. */
const toLogin = ({ login: row, by }: Row, current: string): Login => ({
  id: row.id,
  current: row.id === current,
  ...(by === null ? {} : { acted_by: by }),
  ip_address: by === null ? row.ipAddress : null,
  device: row.deviceInfo ?? { os: "unknown", browser: "unknown" },
  login_at: row.loginAt.toISOString(),
  last_activity_at: row.lastActivityAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});

/** Where the person is signed in, this sign-in first, then by when it was last used. */
export async function listLogins(env: Env, actor: Actor): Promise<{ items: Login[] }> {
  const rows = await openDb(env.DB)
    .select({ login: userSession, by: user.name })
    .from(userSession)
    .leftJoin(user, eq(user.id, userSession.impersonatorId))
    .where(await openLogins(env, actor.id))
    .orderBy(desc(eq(userSession.id, actor.login_id)), desc(userSession.lastActivityAt))
    .limit(shown);
  return { items: rows.map((row) => toLogin(row, actor.login_id)) };
}

/** Signs out there, at once, open sockets too. AUTH_020 for a login that is not the caller's, or over. */
export async function endOneLogin(
  env: Env,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from user_session
          where id = ${id} and user_id = ${actor.id} and is_active = 1)`,
      ),
      endLogin(db, id, id === actor.login_id ? "MANUAL" : "FORCED"),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "LOGIN_ENDED",
        resource: ["USER", actor.id],
        metadata: { login_id: id },
      }),
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("AUTH_020");
    throw error;
  }
  await closeSocketsOfLogin(env, id);
}

/** Signs out everywhere else; how many sign-ins that were. Where there is none, nothing is on record. */
export async function endOtherLogins(
  env: Env,
  actor: Actor,
  origin: Origin,
): Promise<{ ended: number }> {
  const db = openDb(env.DB);
  const others = and(await openLogins(env, actor.id), ne(userSession.id, actor.login_id));
  const ended = await db.$count(userSession, others);
  const found = await runIfHolds(
    db,
    assertStatement(db, hasLogins(actor.id, actor.login_id)),
    ...endLoginsOf(db, actor.id, "FORCED", actor.login_id),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "OTHER_LOGINS_ENDED",
      resource: ["USER", actor.id],
      metadata: { ended, kept: actor.login_id },
    }),
  );
  if (!found) return { ended: 0 };
  await closeEndedSockets(env, actor.id);
  return { ended };
}
