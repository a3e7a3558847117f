/** What the conditions of alerts read: from sums and indexes, never by going through a log. */
import { alertConditions, readable, type ConditionType } from "#contract/alert-condition";
import { isDormant } from "../auth/dormant.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { monthOf } from "../settings/site-time.ts";
import { recentFigures } from "../statistics/recent.ts";
import type { Reading } from "./next-state.ts";

/** Sums older than this say nothing of now. */
const stale = 5 * minute;
/** What a D1 database may hold, bytes. */
const databaseLimit = 10_000_000_000;
const gigabyte = 1_073_741_824;
/** Failures counted at most. */
const enough = readable.count.most;

export interface Question {
  readonly condition: ConditionType;
  readonly unit: string;
  readonly windowMinutes: number;
}

type Read = (env: Env, question: Question, now: number) => Promise<Reading>;

/** A share in percent; of few events it says something only where several failed. */
function share(failed: number, all: number): Reading {
  if (all < 10 && failed < 3) return "quiet";
  return (failed / all) * 100;
}

type Figures = Awaited<ReturnType<typeof recentFigures>>;

const recent =
  (pick: (figures: Figures) => Reading): Read =>
  async (env, { windowMinutes }, now) => {
    const figures = await recentFigures(env, windowMinutes, now);
    // Before the first sum there is nothing to be late.
    if (figures.as_of === null) return "quiet";
    return now - figures.as_of > stale ? null : pick(figures);
  };

const one = async (env: Env, sql: string, ...values: unknown[]): Promise<number | null> => {
  const row = await env.DB.prepare(sql)
    .bind(...values)
    .first<{ value: number | null }>();
  return row?.value ?? null;
};

async function storage(env: Env, { unit }: Question): Promise<Reading> {
  if (unit === "gigabytes") {
    const bytes = await one(
      env,
      `select storage_bytes as value from day_figure
       where storage_bytes is not null order by day desc limit 1`,
    );
    return bytes === null ? "quiet" : bytes / gigabyte;
  }
  const { meta } = await env.DB.prepare("select 1").run();
  return typeof meta.size_after === "number" ? (meta.size_after / databaseLimit) * 100 : null;
}

/** `user_active` is the index: people long gone, not all people. */
async function inactive(env: Env, question: Question, now: number): Promise<Reading> {
  const gone = await openDb(env.DB).$count(user, isDormant(now - question.windowMinutes * minute));
  if (question.unit === "users") return gone;
  const all = await one(
    env,
    "select count(*) as value from user where role in ('user', 'admin') and status = 'active'",
  );
  return all ? (gone / all) * 100 : "quiet";
}

async function spent(env: Env, _question: Question, now: number): Promise<Reading> {
  const month = monthOf(now);
  const sum = await one(
    env,
    "select sum(cost_micro_usd) as value from cost_day where day >= ? and day <= ?",
    `${month}-01`,
    `${month}-31`,
  );
  return (sum ?? 0) / 1_000_000;
}

const loginFailures: Read = async (env, { windowMinutes }, now) =>
  (await one(
    env,
    `select count(*) as value from (
       select 1 from audit_log where action = 'LOGIN_FAILED' and created_at >= ? limit ?)`,
    now - windowMinutes * minute,
    enough,
  )) ?? 0;

const reads: Record<ConditionType, Read> = {
  ERROR_RATE: recent(({ server_errors, requests }) => share(server_errors, requests)),
  WS_FAILURE_RATE: recent(({ socket_failures, socket_opens }) =>
    share(socket_failures, socket_failures + socket_opens),
  ),
  LATENCY_P95: recent(({ p95_ms, requests }) =>
    p95_ms === null || requests < 10 ? "quiet" : p95_ms,
  ),
  STORAGE_USAGE: storage,
  INACTIVE_USERS: inactive,
  BUDGET: spent,
  LOGIN_FAILURES: loginFailures,
};

/** What a condition reads now; what cannot be read is not known, and logged. */
export async function readNow(env: Env, question: Question, now: number): Promise<Reading> {
  try {
    return await reads[question.condition](env, question, now);
  } catch (error) {
    log("error", "alert_unread", { condition: question.condition, ...errorFields(error) });
    return null;
  }
}

/** A threshold whole: the condition's usual unit and window where it names none; null: not one it has. */
export function fillThreshold(
  condition: ConditionType,
  given: {
    readonly value: number;
    readonly unit?: string | undefined;
    readonly window_minutes?: number | undefined;
  },
): { value: number; unit: string; window_minutes: number } | null {
  const { units, window } = alertConditions[condition];
  const unit = given.unit ?? units[0];
  if (!(units as readonly string[]).includes(unit)) return null;
  const wanted = given.window_minutes ?? window?.usual ?? 0;
  const fits = window === null ? true : wanted >= window.min && wanted <= window.max;
  return fits ? { value: given.value, unit, window_minutes: window === null ? 0 : wanted } : null;
}
