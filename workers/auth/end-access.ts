import { and, eq, isNull, ne, sql, type SQL } from "drizzle-orm";
import { openDb, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { AppError } from "../platform/errors.ts";
import { apiKey } from "./keys/api-key.sql.ts";
import { openSocket } from "./open-socket.sql.ts";
import { stopEndedWork } from "./open-sockets.ts";
import { voidTokens } from "./one-time-tokens.ts";
import { refusalToOwner } from "./held-account.ts";
import { refusalOf } from "./person.ts";
import { user } from "./user.sql.ts";
import { userSession } from "./user-session.sql.ts";

/** Also what sign-ins left going that were over before ends now (see `askerHolds`); for a batch. */
export const endLeftWork = (db: Db, userId: string): Statement =>
  db.update(user).set({ loginsEndedAt: new Date() }).where(eq(user.id, userId));

/**
 * Ends every sign-in of a person, except `keep`; for the batch of the change it follows from. Any of
 * them may have been a stranger's, also of those shut out before: none is told of the account.
 */
export const endLoginsOf = (
  db: Db,
  userId: string,
  reason: "MANUAL" | "FORCED",
  keep?: string,
): [Statement, ...Statement[]] => [
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: reason })
    .where(
      and(
        eq(userSession.userId, userId),
        eq(userSession.isActive, true),
        keep === undefined ? undefined : ne(userSession.id, keep),
      ),
    ),
  db
    .update(userSession)
    .set({ shutOut: false })
    .where(and(eq(userSession.userId, userId), eq(userSession.shutOut, true))),
  endLeftWork(db, userId),
];

/** The address asked for with a sign-in that may not have been the owner's. */
const dropAskedAddress = (db: Db, userId: string): Statement[] => [
  voidTokens(db, userId, "verify_email"),
  db.update(user).set({ pendingEmail: null }).where(eq(user.id, userId)),
];

/** Ends every sign-in of a person since a stranger may hold one: an administrator resets a password or factor. */
export const throwOutStranger = (db: Db, userId: string): Statement[] => [
  ...endLoginsOf(db, userId, "FORCED"),
  ...dropAskedAddress(db, userId),
];

/** Ends every sign-in with the account itself, or by an administrator: each may hear why (`endedBy`). */
export const throwOut = (db: Db, userId: string): [Statement, ...Statement[]] => [
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: "FORCED", shutOut: true })
    .where(and(eq(userSession.userId, userId), eq(userSession.isActive, true))),
  endLeftWork(db, userId),
  ...dropAskedAddress(db, userId),
];

/**
 * Whether a person has a sign-in to end, but for `keep`, or work going that one which is over has
 * left (see `askerHolds`).
 */
export const hasLogins = (userId: string, keep = ""): SQL => sql`(
  exists(select 1 from user_session where user_id = ${userId} and id <> ${keep}
    and is_active = 1 and expires_at > ${Date.now()})
  or (exists(select 1 from chat_session where user_id = ${userId} and run <> 'idle')
    and exists(select 1 from user_session join user on user.id = user_id
      where user_id = ${userId} and user_session.id <> ${keep} and (is_active = 1
        or (logout_reason <> 'FORCED'
          and coalesce(logout_at, logins_ended_at, 0) >= coalesce(logins_ended_at, 0))))))`;

/** Revokes every key of a person: the account is disabled or gone. */
export const revokeKeysOf = (db: Db, userId: string): Statement =>
  db
    .update(apiKey)
    .set({ revokedAt: new Date(), revokedReason: "account" })
    .where(and(eq(apiKey.userId, userId), isNull(apiKey.revokedAt)));

/**
 * Closes every open socket and stream of a person, by login or key; after the change that ended
 * their right is stored (T-02). Each says what a request would be told now: that they are suspended
 * or locked, a login also that they are disabled, else that it is none.
 */
export async function closeSocketsOf(env: Env, userId: string): Promise<void> {
  const db = openDb(env.DB);
  const from = { bearer: openSocket.loginId, session: openSocket.chatSessionId };
  const [accounts, logins, keys] = await db.batch([
    db.select().from(user).where(eq(user.id, userId)),
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
  const [account] = accounts;
  const now = Date.now();
  const close = (rows: typeof logins, why: AppError | null | undefined) =>
    rows.map(({ session, bearer }) =>
      env.CHAT_SESSION.getByName(session).closeLogin(bearer, why?.code),
    );
  await Promise.all([
    ...close(logins, account && refusalToOwner(account, now)),
    ...close(keys, account && refusalOf(account, now)),
    stopEndedWork(env, sql`${userId}`),
  ]);
}
