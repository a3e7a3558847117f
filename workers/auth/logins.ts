import { and, eq, sql } from "drizzle-orm";
import { openDb, type Db, type Statement } from "../platform/db.ts";
import { hour, minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import type { AppError } from "../platform/errors.ts";
import type { Actor, HeldAccount, Origin } from "../platform/http/http.ts";
import { isSingleUser } from "../platform/site-mode.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/schema.ts";
import { heldAccount, refusalToOwner } from "./held-account.ts";
import { noteSeen, touchEvery } from "./note-seen.ts";
import { personOf, standingColumns } from "./person.ts";
import { sha256Hex } from "../platform/hash.ts";
import { describeDevice } from "./device.ts";
import type { Place } from "./watch/place.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

/** C-09: a sign-in lives a day at most. */
const absoluteLife = 24 * hour;

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
    place?: Place;
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
    ...login.place,
    loginAt: now,
    lastActivityAt: now,
    expiresAt: login.expiresAt,
  });
}

/**
 * Who a login is, or why it is nobody; `touch`: its activity is to be written; `held`: what its
 * person may know of an account that was shut out.
 */
export type LoginCheck =
  | { actor: Actor; touch: boolean }
  | { actor: null; refusal?: AppError; held?: HeldAccount };

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>["get"]>>>;

const select = (db: Db) =>
  db
    .select({ login: userSession, account: user, ...standingColumns })
    .from(userSession)
    .innerJoin(user, eq(user.id, userSession.userId));

/** Nobody acts, and the person whose sign-in it was may know why. */
function heldBack(account: Row["account"], now: number): LoginCheck {
  const refusal = refusalToOwner(account, now);
  const held = heldAccount(account, now);
  return { actor: null, ...(refusal ? { refusal } : {}), ...(held ? { held } : {}) };
}

/**
 * Who held a sign-in that was shut out hears what holds the account back, as long as something does.
 * Whoever was thrown out by a new password or from another device may have been a stranger.
 */
function endedBy({ login, account }: Row): LoginCheck {
  const now = Date.now();
  const own = login.shutOut && login.impersonatorId === null;
  if (!own || login.expiresAt.getTime() <= now) return { actor: null };
  return heldBack(account, now);
}

function check(env: Env, row: Row | undefined, settings: Settings, acting = false): LoginCheck {
  const now = Date.now();
  if (!row) return { actor: null };
  if (!row.login.isActive) return endedBy(row);
  const { login, account } = row;
  // Such a row lets in beside its administrator's own sign-in, and in no other way.
  if (login.impersonatorId !== null && !acting) return { actor: null };
  // Where nobody signs in the one login there is counts, and nowhere else.
  const local = login.method === localMethod;
  if (local !== isSingleUser(env)) return { actor: null };
  const idle = local ? Number.POSITIVE_INFINITY : settings.session_timeout_minutes * minute;
  if (login.expiresAt.getTime() <= now || login.lastActivityAt.getTime() + idle <= now) {
    return { actor: null };
  }
  if (refusalToOwner(account, now) !== null) return heldBack(account, now);
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

/**
 * The person an administrator acts as, with a sign-in of that person which goes with theirs and with
 * no other (T-24). Null: nobody; who became an administrator meanwhile is nobody to act as.
 */
export async function findActing(
  env: Env,
  secret: string,
  admin: Actor,
): Promise<{ actor: Actor; touch: boolean } | null> {
  const [hash, settings] = await Promise.all([sha256Hex(secret), readSettings(env)]);
  const row = await select(openDb(env.DB)).where(eq(userSession.sessionTokenHash, hash)).get();
  if (row?.login.impersonatorLogin !== admin.login_id || admin.role !== "admin") return null;
  const found = check(env, row, settings, true);
  if (!found.actor || found.actor.role !== "user") return null;
  const { id, name } = admin;
  const actor: Actor = {
    ...found.actor,
    proved: null,
    restricted: null,
    second_factor_due: null,
    impersonator: { id, name, reason: row.login.reason ?? "" },
  };
  return { actor, touch: found.touch };
}

/** For open sockets, which ask again now and then (T-39). */
export async function findLoginById(env: Env, id: string): Promise<LoginCheck> {
  const settings = await readSettings(env);
  return check(env, await select(openDb(env.DB)).where(eq(userSession.id, id)).get(), settings);
}

/** Its use is its person's, except where an administrator acts as them (T-24). */
export const touchLogin = (db: Db, id: string): [Statement, Statement] => [
  db.update(userSession).set({ lastActivityAt: new Date() }).where(eq(userSession.id, id)),
  noteSeen(db, sql`select user_id from user_session where id = ${id} and impersonator_id is null`),
];

export const endLogin = (db: Db, id: string, reason: "MANUAL" | "FORCED"): Statement =>
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: reason })
    .where(and(eq(userSession.id, id), eq(userSession.isActive, true)));
