import { and, eq } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { openSocket } from "./open-socket.sql.ts";

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
