import { and, eq } from "drizzle-orm";
import { openDb, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http.ts";
import { isSingleUser } from "../platform/site-mode.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/schema.ts";
import { personOf, refusalOf, standingColumns } from "./person.ts";
import { sha256Hex } from "../platform/hash.ts";
import { describeDevice } from "./device.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

/** C-09: a sign-in lives a day at most. */
const absoluteLife = 24 * 3_600_000;
/** `last_activity_at` is written at most this often. */
const touchEvery = 60_000;

/** How the one person of a site without sign-in is signed in. */
export const localMethod = "local";

export const loginExpiry = (now = Date.now()): Date => new Date(now + absoluteLife);

/** A new login row, for the batch that also holds its audit row. */
export function insertLogin(
  db: Db,
  login: {
    id: string;
    userId: string;
    secretHash: string;
    expiresAt: Date;
    method: string;
    /** What the sign-in proved, which counts as fresh for a while. */
    proved: "password" | "second_factor" | null;
    deviceHash: string | null;
  },
  origin: Origin,
): Statement {
  const now = new Date();
  return db.insert(userSession).values({
    id: login.id,
    userId: login.userId,
    sessionTokenHash: login.secretHash,
    ipAddress: origin.ip,
    userAgent: origin.userAgent,
    method: login.method,
    provedAt: login.proved ? now : null,
    provedBy: login.proved,
    deviceInfo: describeDevice(origin.userAgent ?? ""),
    deviceHash: login.deviceHash,
    loginAt: now,
    lastActivityAt: now,
    expiresAt: login.expiresAt,
  });
}

/** Who a login is, or why it is nobody; `touch`: its activity is to be written. */
export type LoginCheck = { actor: Actor; touch: boolean } | { actor: null; refusal?: AppError };

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>["get"]>>>;

const select = (db: Db) =>
  db
    .select({ login: userSession, account: user, ...standingColumns })
    .from(userSession)
    .innerJoin(user, eq(user.id, userSession.userId));

function check(env: Env, row: Row | undefined, settings: Settings): LoginCheck {
  const now = Date.now();
  if (!row || !row.login.isActive) return { actor: null };
  const { login, account } = row;
  // Where nobody signs in the one login there is counts, and nowhere else.
  const local = login.method === localMethod;
  if (local !== isSingleUser(env)) return { actor: null };
  const idle = local ? Number.POSITIVE_INFINITY : settings.session_timeout_minutes * 60_000;
  if (login.expiresAt.getTime() <= now || login.lastActivityAt.getTime() + idle <= now) {
    return { actor: null };
  }
  const refusal = refusalOf(account, now);
  if (refusal !== null) return { actor: null, ...(refusal ? { refusal } : {}) };
  const actor: Actor = {
    ...personOf(row, settings, now),
    login_id: login.id,
    login_expires_at: login.expiresAt,
    key: null,
    proved: login.provedAt && login.provedBy ? { at: login.provedAt, by: login.provedBy } : null,
    ...(local ? ({ local, restricted: null, second_factor_due: null } as const) : {}),
  };
  return { actor, touch: login.lastActivityAt.getTime() + touchEvery <= now };
}

/** T-02: the row decides, on every request. */
export async function findLoginBySecret(env: Env, secret: string): Promise<LoginCheck> {
  const [hash, settings] = await Promise.all([sha256Hex(secret), readSettings(env)]);
  const row = await select(openDb(env.DB)).where(eq(userSession.sessionTokenHash, hash)).get();
  return check(env, row, settings);
}

/** For open sockets, which ask again now and then (T-39). */
export async function findLoginById(env: Env, id: string): Promise<LoginCheck> {
  const settings = await readSettings(env);
  return check(env, await select(openDb(env.DB)).where(eq(userSession.id, id)).get(), settings);
}

export const touchLogin = (db: Db, id: string) =>
  db.update(userSession).set({ lastActivityAt: new Date() }).where(eq(userSession.id, id));

export const endLogin = (db: Db, id: string, reason: "MANUAL" | "FORCED"): Statement =>
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: reason })
    .where(and(eq(userSession.id, id), eq(userSession.isActive, true)));
