/** A limit in the way, as the error a person reads: which, how much is used, since when it is free again. */
import type { ErrorCode } from "#contract/errors";
import type { LimitKind, LimitView } from "#contract/limit";
import { AppError } from "../platform/errors.ts";
import type { SiteStorage } from "./site-storage.ts";

const codes: Record<LimitKind, ErrorCode> = {
  calls_per_day: "RATE_002",
  messages_per_hour: "RATE_003",
  session_creations_per_minute: "RATE_001",
  connections: "RATE_004",
  sessions_held: "SESSION_001",
  storage_bytes: "STORAGE_001",
  monthly_budget_micro_usd: "BUDGET_001",
};

/** `more`: facts of one kind of limit. */
export function refusal(
  view: LimitView,
  now: number,
  more: Readonly<Record<string, number>> = {},
): AppError {
  const wait = view.resets_at === null ? null : Date.parse(view.resets_at) - now;
  return new AppError(codes[view.kind], {
    kind: view.kind,
    limit: view.limit,
    used: view.used,
    ...more,
    source: view.source,
    resets_at: view.resets_at,
    ...(wait === null ? {} : { retry_after: Math.max(1, Math.ceil(wait / 1000)) }),
  });
}

/** Nobody stores more until somebody makes room, or an administrator raises the quota. */
export const siteIsFull = ({ used, quota }: SiteStorage): AppError =>
  refusal({ kind: "storage_bytes", used, limit: quota, source: "site", resets_at: null }, 0);
