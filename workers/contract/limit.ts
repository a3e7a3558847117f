import * as v from "valibot";
import { Count, Instant, type Role } from "./common.ts";

/**
 * What is limited (U-060, U-090, U-091, U-096, G-08). Counted kinds reset with time; `connections`,
 * `sessions_held` and `storage_bytes` are levels; the budget is money, in micro-dollars a month.
 */
export const LimitKind = v.picklist([
  "calls_per_day",
  "messages_per_hour",
  "session_creations_per_minute",
  "connections",
  "sessions_held",
  "storage_bytes",
  "monthly_budget_micro_usd",
]);
export type LimitKind = v.InferOutput<typeof LimitKind>;

/** Null: no limit. */
export const LimitValue = v.nullable(Count);

/** Where a limit comes from: the role's default, a value of the person's own, an API key's, or the whole site's. */
export const LimitSource = v.picklist(["role", "user", "key", "site"]);
export type LimitSource = v.InferOutput<typeof LimitSource>;

export const LimitView = v.object({
  kind: LimitKind,
  used: Count,
  limit: LimitValue,
  source: LimitSource,
  /** When `used` falls again; null for levels. */
  resets_at: v.nullable(Instant),
});
export type LimitView = v.InferOutput<typeof LimitView>;

/** What a role has unless a person has a value of their own. */
export const roleLimits: Record<Role, Record<LimitKind, number | null>> = {
  guest: {
    calls_per_day: 10,
    messages_per_hour: 5,
    session_creations_per_minute: 10,
    connections: 1,
    sessions_held: 1,
    storage_bytes: 0,
    monthly_budget_micro_usd: 1_000_000,
  },
  user: {
    calls_per_day: 500,
    messages_per_hour: 100,
    session_creations_per_minute: 10,
    connections: 3,
    sessions_held: 10,
    storage_bytes: 1024 ** 3,
    monthly_budget_micro_usd: 100_000_000,
  },
  admin: {
    calls_per_day: 5000,
    messages_per_hour: 500,
    session_creations_per_minute: 10,
    connections: 10,
    sessions_held: null,
    storage_bytes: 10 * 1024 ** 3,
    monthly_budget_micro_usd: 100_000_000,
  },
};
