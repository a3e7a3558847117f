import { sql } from "drizzle-orm";
import type { SecondFactorMethod } from "#contract/auth";
import { day } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, DebugOn } from "../platform/http/http.ts";
import type { Settings } from "../settings/schema.ts";
import type { user } from "./user.sql.ts";

type Account = typeof user.$inferSelect;

/**
 * The account's id for a subquery in a select list, in full: where one table alone is selected from,
 * drizzle writes `id`, which inside a subquery is another table's.
 */
export const userId = sql.raw('"user"."id"');

/** What stands beside the account and counts on every request, for a select that joins `user`. */
export const standingColumns = {
  /** When the granted elevation lapses that holds now; null without one (U-140). */
  elevatedUntil: sql<number | null>`(
    select max(ends_at) from access_request
    where access_request.user_id = ${userId} and access_request.kind = 'elevation'
      and access_request.status = 'approved')`.as("elevated_until"),
  hasTotp: sql<number>`exists(
    select 1 from totp_secret where totp_secret.user_id = ${userId})`.as("has_totp"),
  hasPasskey: sql<number>`exists(
    select 1 from passkey where passkey.user_id = ${userId})`.as("has_passkey"),
  hasRecovery: sql<number>`exists(
    select 1 from recovery_code
    where recovery_code.user_id = ${userId} and recovery_code.used_at is null)`.as("has_recovery"),
  /** JSON of DebugOn; null where nobody looks. */
  debug: sql<string | null>`(
    select json_object('scope', id, 'level', level, 'session_id', session_id, 'until', expires_at)
    from debug_scope
    where debug_scope.user_id = ${userId} and debug_scope.ended_at is null)`.as("debug"),
};

export interface Standing {
  readonly account: Account;
  readonly elevatedUntil: number | null;
  readonly hasTotp: number;
  readonly hasPasskey: number;
  readonly hasRecovery: number;
  readonly debug: string | null;
}

/**
 * Null: the account may act. An error: it may not, and may know why. Undefined: it may not, and to
 * the outside it is simply nobody.
 */
export function refusalOf(account: Account, now: number): AppError | null | undefined {
  const { status, suspendedUntil, expiresAt } = account;
  if (status === "locked") return new AppError("AUTH_003", { locked_by: "administrator" });
  if (status !== "active") return undefined;
  if (suspendedUntil !== null && suspendedUntil.getTime() > now) {
    return new AppError("AUTH_011", { until: suspendedUntil.toISOString() });
  }
  if (expiresAt !== null && expiresAt.getTime() <= now) return undefined;
  return null;
}

function debugOf({ debug }: Standing, now: number): { debug?: DebugOn } {
  const on = debug === null ? null : (JSON.parse(debug) as DebugOn);
  return on !== null && on.until > now ? { debug: on } : {};
}

export function factorsOf(standing: Omit<Standing, "debug">): SecondFactorMethod[] {
  const methods: SecondFactorMethod[] = [];
  if (standing.hasPasskey) methods.push("passkey");
  if (standing.hasTotp) methods.push("totp");
  if (methods.length > 0 && standing.hasRecovery) methods.push("recovery_code");
  return methods;
}

/** The person behind a login or a key, as they stand now. */
export function personOf(
  standing: Standing,
  settings: Settings,
  now: number,
): Omit<Actor, "login_id" | "login_expires_at" | "key" | "proved"> {
  const { account, elevatedUntil } = standing;
  const elevated = elevatedUntil !== null && elevatedUntil > now && account.role === "user";
  const factors = factorsOf(standing);
  const asked = settings.require_2fa && factors.length === 0 && account.role !== "guest";
  const since = account.factorAskedAt?.getTime() ?? now;
  const due = asked ? since + settings.second_factor_grace_days * day : null;
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    role: elevated ? "admin" : account.role,
    role_until: elevated ? new Date(elevatedUntil) : account.expiresAt,
    language: account.language,
    theme: account.theme,
    time_zone: account.timeZone,
    second_factors: factors,
    second_factor_due: due === null ? null : new Date(due),
    restricted: account.mustChangePassword
      ? "password"
      : due !== null && due <= now
        ? "second_factor"
        : null,
    ...debugOf(standing, now),
  };
}
