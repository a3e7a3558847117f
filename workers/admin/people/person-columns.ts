import { sql, type SQL } from "drizzle-orm";
import type { Role } from "#contract/common";
import type { UserStatus, UserSummary } from "#contract/admin-user";
import { factorsOf, standingColumns, userId } from "../../auth/person.ts";
import { user } from "../../auth/user.sql.ts";
import { held } from "../../sessions/held.ts";
import { monthOf } from "../../settings/site-time.ts";

const nowMs = () => Date.now();

/**
 * What the person spent in a month, a year, or ever (empty): the sum, and the calls it does not hold
 * yet. The sum grows by a minute's calls at a time, so these are few, however long one has been here.
 */
export const spentIn = (period: string): SQL<number> => sql<number>`(
  coalesce((select person_cost.cost_micro_usd from person_cost
    where person_cost.period = ${period} and person_cost.user_id = ${userId}), 0)
  + coalesce((select sum(usage_record.cost_micro_usd) from usage_record
    where usage_record.user_id = ${userId} and usage_record.day >= ${period}
      and usage_record.rowid > coalesce((select row_id from rollup_cursor where source = 'usage'), 0)), 0))`;

/** U-106: a suspension is a date, since it ends by itself. */
export const statusColumn = (): SQL<UserStatus> => sql<UserStatus>`case
  when ${user.status} = 'active' and ${user.suspendedUntil} > ${nowMs()} then 'suspended'
  else ${user.status} end`;

export const hasCustomLimits = sql<number>`exists(
  select 1 from user_limit where user_limit.user_id = ${userId})`;

/** Who is an administrator now by a granted elevation (U-140): the few there are, not everybody looked at. */
export const elevatedNow = (): SQL => sql`select user_id from access_request
  where kind = 'elevation' and status = 'approved' and ends_at > ${nowMs()}`;

const isElevated = (): SQL => sql`(${user.role} = 'user' and ${userId} in (${elevatedNow()}))`;

/** By the role that is shown: an elevated one is an administrator as long as that holds. */
export const hasRole = (role: Role): SQL =>
  role === "admin"
    ? sql`(${user.role} = 'admin' or ${isElevated()})`
    : sql`(${user.role} = ${role} and not ${isElevated()})`;

export const hasFactor = sql<number>`(
  exists(select 1 from totp_secret where totp_secret.user_id = ${userId})
  or exists(select 1 from passkey where passkey.user_id = ${userId}))`;

/** As the limit counts them (U-060). */
const sessionCount = () => sql<number>`(select count(*) ${held(userId, nowMs())})`;

/** The select of one line of the list, for queries over `user`. */
export const personColumns = () => ({
  account: user,
  ...standingColumns,
  status: statusColumn().as("shown_status"),
  customLimits: hasCustomLimits.as("has_custom_limits"),
  spent: spentIn(monthOf(nowMs())).as("spent"),
  sessions: sessionCount().as("session_count"),
});

export interface PersonRow {
  readonly account: typeof user.$inferSelect;
  readonly elevatedUntil: number | null;
  readonly hasTotp: number;
  readonly hasPasskey: number;
  readonly hasRecovery: number;
  readonly status: UserStatus;
  readonly customLimits: number;
  readonly spent: number;
  readonly sessions: number;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** When a granted elevation lapses that holds now. */
const elevationOf = (row: PersonRow): number | null =>
  row.account.role === "user" && row.elevatedUntil !== null && row.elevatedUntil > Date.now()
    ? row.elevatedUntil
    : null;

export function toSummary(row: PersonRow): UserSummary {
  const { account } = row;
  const elevated = elevationOf(row);
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    role: elevated === null ? account.role : "admin",
    elevated_until: elevated === null ? null : new Date(elevated).toISOString(),
    status: row.status,
    suspended_until: row.status === "suspended" ? iso(account.suspendedUntil) : null,
    second_factors: factorsOf(row),
    has_custom_limits: row.customLimits === 1,
    spent_micro_usd: row.spent,
    session_count: row.sessions,
    created_at: account.createdAt.toISOString(),
    last_active_at: iso(account.lastActiveAt),
  };
}
