import { sql, type SQL } from "drizzle-orm";
import type { UserStatus, UserSummary } from "#contract/admin-user";
import { factorsOf, standingColumns, userId } from "../../auth/person.ts";
import { user } from "../../auth/user.sql.ts";
import { monthOf } from "../../settings/site-time.ts";

const nowMs = () => Date.now();

/** What the person spent this month, in the site's time. */
export const spentThisMonth = (): SQL<number> => sql<number>`coalesce((
  select sum(cost_micro_usd) from usage_record
  where usage_record.user_id = ${userId} and usage_record.day >= ${`${monthOf(nowMs())}-01`}), 0)`;

/** U-106: a suspension is a date, since it ends by itself. */
export const statusColumn = (): SQL<UserStatus> => sql<UserStatus>`case
  when ${user.status} = 'active' and ${user.suspendedUntil} > ${nowMs()} then 'suspended'
  else ${user.status} end`;

export const hasCustomLimits = sql<number>`exists(
  select 1 from user_limit where user_limit.user_id = ${userId})`;

export const hasFactor = sql<number>`(
  exists(select 1 from totp_secret where totp_secret.user_id = ${userId})
  or exists(select 1 from passkey where passkey.user_id = ${userId}))`;

const sessionCount = sql<number>`(
  select count(*) from chat_session
  where chat_session.user_id = ${userId} and chat_session.deleted_at is null)`;

/** The select of one line of the list, for queries over `user`. */
export const personColumns = () => ({
  account: user,
  ...standingColumns,
  status: statusColumn().as("shown_status"),
  customLimits: hasCustomLimits.as("has_custom_limits"),
  spent: spentThisMonth().as("spent"),
  sessions: sessionCount.as("session_count"),
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
