import { and, eq } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
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

/** Closes every socket a login holds, now (T-02). */
export async function closeSocketsOfLogin(env: Env, loginId: string): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ session: openSocket.chatSessionId })
    .from(openSocket)
    .where(eq(openSocket.loginId, loginId));
  await Promise.all(rows.map((row) => env.CHAT_SESSION.getByName(row.session).closeLogin(loginId)));
}

/** Closes the sockets of a person's logins that have ended; those of keys and of other logins stay. */
export async function closeEndedSockets(env: Env, userId: string): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ login: openSocket.loginId, session: openSocket.chatSessionId })
    .from(openSocket)
    .innerJoin(userSession, eq(userSession.id, openSocket.loginId))
    .where(and(eq(userSession.userId, userId), eq(userSession.isActive, false)));
  await Promise.all(
    rows.map((row) => env.CHAT_SESSION.getByName(row.session).closeLogin(row.login)),
  );
}
