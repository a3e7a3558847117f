import { eq, sql, type SQL } from "drizzle-orm";
import type { AnyLogin } from "#contract/admin-security";
import { loginExpiry } from "../../auth/logins.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";

const table = userSession;

/** Who sits there, named in the same row. */
const impersonatorName = sql<string | null>`(
  select name from user as who where who.id = ${table.impersonatorId})`.as("impersonator_name");

export const loginRows = (db: Db) =>
  db
    .select({
      login: table,
      name: sql<string>`${user.name}`.as("user_name"),
      email: sql<string>`${user.email}`.as("user_email"),
      role: sql<AnyLogin["user"]["role"]>`${user.role}`.as("user_role"),
      impersonatorName,
    })
    .from(table)
    .innerJoin(user, eq(user.id, table.userId))
    .$dynamic();

export type LoginRow = Awaited<ReturnType<typeof loginRows>>[number];

export interface Clock {
  readonly now: number;
  /** A sign-in nothing was done in for so long has ended, milliseconds. */
  readonly idle: number;
}

/** Before this every sign-in is over, whatever else stands in its row. */
const oldest = ({ now }: Clock): number => now - loginExpiry(0).getTime();

/** Signed in now, to be counted: by the index of those that hold. */
export const isHeld = (clock: Clock): SQL =>
  sql`${table.isActive} = 1 and ${table.expiresAt} > ${clock.now}
    and ${table.lastActivityAt} > ${clock.now - clock.idle} and ${table.loginAt} > ${oldest(clock)}`;

/** The same to be listed: in the order of time, since the newest are wanted; `+` keeps off that index. */
export const isHeldInOrder = (clock: Clock): SQL =>
  sql`+${table.isActive} = 1 and +${table.expiresAt} > ${clock.now}
    and ${table.lastActivityAt} > ${clock.now - clock.idle} and ${table.loginAt} > ${oldest(clock)}`;

/** Old rows are told by the index alone, without a look at the row. */
export const isOver = (clock: Clock): SQL =>
  sql`(${table.loginAt} <= ${oldest(clock)} or ${table.isActive} = 0
    or ${table.expiresAt} <= ${clock.now} or ${table.lastActivityAt} <= ${clock.now - clock.idle})`;

function endOf(login: typeof table.$inferSelect, { now, idle }: Clock) {
  const { isActive, logoutAt, logoutReason, expiresAt, lastActivityAt } = login;
  if (!isActive) return { at: logoutAt, reason: logoutReason };
  const idleAt = new Date(lastActivityAt.getTime() + idle);
  if (idleAt < expiresAt && idleAt.getTime() <= now) return { at: idleAt, reason: "IDLE" } as const;
  return expiresAt.getTime() <= now ? ({ at: expiresAt, reason: "EXPIRED" } as const) : null;
}

export function toAnyLogin(row: LoginRow, clock: Clock, own: string): AnyLogin {
  const { login } = row;
  const end = endOf(login, clock);
  return {
    id: login.id,
    user: { id: login.userId, name: row.name, email: row.email, role: row.role },
    ip_address: login.ipAddress,
    user_agent: login.userAgent,
    device_info: login.deviceInfo ?? { os: "unknown", browser: "unknown" },
    place: { country: login.country, city: login.city },
    method: login.method,
    login_at: login.loginAt.toISOString(),
    last_activity_at: login.lastActivityAt.toISOString(),
    expires_at: login.expiresAt.toISOString(),
    is_active: end === null,
    logout_at: end?.at?.toISOString() ?? null,
    logout_reason: end?.reason ?? null,
    current: login.id === own,
    impersonator:
      login.impersonatorId === null
        ? null
        : {
            id: login.impersonatorId,
            name: row.impersonatorName ?? login.impersonatorId,
            reason: login.reason ?? "",
          },
  };
}
