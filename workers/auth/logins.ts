import { and, eq } from "drizzle-orm";
import type { Actor, Origin } from "../platform/http.ts";
import type { Db, Statement } from "../platform/db.ts";
import { sha256Hex } from "../platform/hash.ts";
import { describeDevice } from "./device.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

/** C-09. */
const hour = 3_600_000;
const absoluteLife = 24 * hour;
const idleLife = hour;
/** `last_activity_at` is written at most this often. */
const touchEvery = 60_000;

export const loginExpiry = (now = Date.now()): Date => new Date(now + absoluteLife);

/** A new login row, for the batch that also holds its audit row. */
export function insertLogin(
  db: Db,
  login: { id: string; userId: string; secretHash: string; expiresAt: Date },
  origin: Origin,
): Statement {
  const now = new Date();
  return db.insert(userSession).values({
    id: login.id,
    userId: login.userId,
    sessionTokenHash: login.secretHash,
    ipAddress: origin.ip,
    userAgent: origin.userAgent,
    deviceInfo: describeDevice(origin.userAgent ?? ""),
    loginAt: now,
    lastActivityAt: now,
    expiresAt: login.expiresAt,
  });
}

export type LoginCheck = { actor: Actor; touch: boolean } | { actor: null };

const columns = {
  login: userSession.id,
  active: userSession.isActive,
  lastActivityAt: userSession.lastActivityAt,
  expiresAt: userSession.expiresAt,
  id: user.id,
  name: user.name,
  email: user.email,
  role: user.role,
  status: user.status,
};

async function check(query: Promise<Row | undefined>): Promise<LoginCheck> {
  const row = await query;
  const now = Date.now();
  if (!row || !row.active || row.status !== "active") return { actor: null };
  if (row.expiresAt.getTime() <= now || row.lastActivityAt.getTime() + idleLife <= now) {
    return { actor: null };
  }
  const actor = {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    login_id: row.login,
    login_expires_at: row.expiresAt,
  };
  return { actor, touch: row.lastActivityAt.getTime() + touchEvery <= now };
}

type Row = {
  login: string;
  active: boolean;
  lastActivityAt: Date;
  expiresAt: Date;
  id: string;
  name: string;
  email: string;
  role: Actor["role"];
  status: string;
};

const select = (db: Db) =>
  db.select(columns).from(userSession).innerJoin(user, eq(user.id, userSession.userId));

/** T-02: the row decides, on every request. */
export const findLoginBySecret = async (db: Db, secret: string): Promise<LoginCheck> =>
  check(
    select(db)
      .where(eq(userSession.sessionTokenHash, await sha256Hex(secret)))
      .get(),
  );

/** For open sockets, which ask again now and then (T-39). */
export const findLoginById = (db: Db, id: string): Promise<LoginCheck> =>
  check(select(db).where(eq(userSession.id, id)).get());

export const touchLogin = (db: Db, id: string) =>
  db.update(userSession).set({ lastActivityAt: new Date() }).where(eq(userSession.id, id));

export const endLogin = (db: Db, id: string, reason: "MANUAL" | "FORCED"): Statement =>
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: reason })
    .where(and(eq(userSession.id, id), eq(userSession.isActive, true)));
