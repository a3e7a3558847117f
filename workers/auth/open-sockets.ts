import { and, eq, sql, type SQL } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { openSocket } from "./open-socket.sql.ts";
import { userSession } from "./user-session.sql.ts";

export async function noteSocket(env: Env, loginId: string, chatSessionId: string): Promise<void> {
  await openDb(env.DB)
    .insert(openSocket)
    .values({ loginId, chatSessionId, openedAt: new Date() })
    .onConflictDoNothing();
}

export async function forgetSocket(
  env: Env,
  loginId: string,
  chatSessionId: string,
): Promise<void> {
  await openDb(env.DB)
    .delete(openSocket)
    .where(and(eq(openSocket.loginId, loginId), eq(openSocket.chatSessionId, chatSessionId)));
}

/**
 * What was asked for by a key or login that ended stops now; without this it would when next looked
 * at. A run tells the list that it began a moment later, so sessions of the last hour are told as well.
 */
export async function stopEndedWork(env: Env, owner: SQL): Promise<void> {
  const rows = await openDb(env.DB).all<{ id: string }>(
    sql`select id from chat_session where user_id = (${owner}) and deleted_at is null
      and (run <> 'idle' or last_activity_at > ${Date.now() - hour})`,
  );
  const told = rows.map(({ id }) =>
    env.CHAT_SESSION.getByName(id)
      .lookAgain()
      .catch((error: unknown) =>
        log("warn", "run_not_looked_at", { session_id: id, ...errorFields(error) }),
      ),
  );
  await Promise.all(told);
}

/** Of a login, or of a key. */
const ownerOf = (bearer: string): SQL =>
  sql`select user_id from user_session where id = ${bearer}
    union all select user_id from api_key where id = ${bearer} limit 1`;

/** Closes every socket a login or key holds, now, and ends what it asked for (T-02). */
export async function closeSocketsOfLogin(env: Env, loginId: string): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ session: openSocket.chatSessionId })
    .from(openSocket)
    .where(eq(openSocket.loginId, loginId));
  await Promise.all([
    ...rows.map((row) => env.CHAT_SESSION.getByName(row.session).closeLogin(loginId)),
    stopEndedWork(env, ownerOf(loginId)),
  ]);
}

/**
 * Closes the sockets of a person's logins that have ended and ends what they asked for; those of keys
 * and of other logins stay.
 */
export async function closeEndedSockets(env: Env, userId: string): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ login: openSocket.loginId, session: openSocket.chatSessionId })
    .from(openSocket)
    .innerJoin(userSession, eq(userSession.id, openSocket.loginId))
    .where(and(eq(userSession.userId, userId), eq(userSession.isActive, false)));
  await Promise.all([
    ...rows.map((row) => env.CHAT_SESSION.getByName(row.session).closeLogin(row.login)),
    stopEndedWork(env, sql`${userId}`),
  ]);
}
