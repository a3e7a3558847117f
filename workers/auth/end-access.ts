import { and, eq, isNull, ne } from "drizzle-orm";
import { openDb, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { apiKey } from "./keys/api-key.sql.ts";
import { openSocket } from "./open-socket.sql.ts";
import { userSession } from "./user-session.sql.ts";

/** Ends every sign-in of a person, except `keep`; for the batch of the change it follows from. */
export const endLoginsOf = (
  db: Db,
  userId: string,
  reason: "MANUAL" | "FORCED",
  keep?: string,
): Statement =>
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: reason })
    .where(
      and(
        eq(userSession.userId, userId),
        eq(userSession.isActive, true),
        keep === undefined ? undefined : ne(userSession.id, keep),
      ),
    );

/** Revokes every key of a person: the account is disabled or gone. */
export const revokeKeysOf = (db: Db, userId: string): Statement =>
  db
    .update(apiKey)
    .set({ revokedAt: new Date(), revokedReason: "account" })
    .where(and(eq(apiKey.userId, userId), isNull(apiKey.revokedAt)));

/**
 * Closes every open socket and stream of a person, by login or key; after the change that ended
 * their right is stored (T-02).
 */
export async function closeSocketsOf(env: Env, userId: string): Promise<void> {
  const db = openDb(env.DB);
  const from = { bearer: openSocket.loginId, session: openSocket.chatSessionId };
  const [logins, keys] = await db.batch([
    db
      .select(from)
      .from(openSocket)
      .innerJoin(userSession, eq(userSession.id, openSocket.loginId))
      .where(eq(userSession.userId, userId)),
    db
      .select(from)
      .from(openSocket)
      .innerJoin(apiKey, eq(apiKey.id, openSocket.loginId))
      .where(eq(apiKey.userId, userId)),
  ]);
  await Promise.all(
    [...logins, ...keys].map((row) =>
      env.CHAT_SESSION.getByName(row.session).closeLogin(row.bearer),
    ),
  );
}
