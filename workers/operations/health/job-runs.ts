import type { listCronJobs } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { openDb } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import { errorFields, log } from "../../platform/log.ts";
import { jobRun } from "./health.sql.ts";

/** A job that has not run for this long does not run. */
const lateAfter = { minute: 10 * minute, day: 26 * 60 * minute };

export interface Run {
  readonly name: string;
  readonly every: "minute" | "day";
  readonly at: number;
  readonly ms: number;
  /** Null: it went well. */
  readonly error: unknown;
}

/** What a job's failure may say on screen: its name and message, without addresses: they may hold a secret or name a person. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text
    .replace(/\s+/g, " ")
    .replace(/(https?:\/\/[^/\s]+)\S*/g, "$1/…")
    .replace(/\S+@\S+/g, "…@…")
    .slice(0, 300);
}

/** A cron run is none the worse where this cannot be written. */
export async function noteRun(d1: D1Database, run: Run): Promise<void> {
  const failed = run.error !== null;
  const failedAt = failed ? run.at : null;
  const reason = failed ? reasonOf(run.error) : null;
  await d1
    .prepare(
      `insert into job_run (name, every, last_run_at, last_ms, is_ok, last_failed_at, last_error, failures)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       on conflict (name) do update set every = ?2, last_run_at = ?3, last_ms = ?4, is_ok = ?5,
         last_failed_at = coalesce(?6, last_failed_at), last_error = coalesce(?7, last_error),
         failures = case when ?5 then 0 else failures + 1 end`,
    )
    .bind(run.name, run.every, run.at, run.ms, failed ? 0 : 1, failedAt, reason, failed ? 1 : 0)
    .run()
    .catch((error: unknown) => log("warn", "run_not_noted", errorFields(error)));
}

/** Jobs there are no longer are not late. */
export async function keepRunsOf(d1: D1Database, names: readonly string[]): Promise<void> {
  await d1
    .prepare("delete from job_run where name not in (select value from json_each(?))")
    .bind(JSON.stringify(names))
    .run();
}

export async function listRuns(
  d1: D1Database,
  now = Date.now(),
): Promise<OutputOf<typeof listCronJobs>> {
  const rows = await openDb(d1).select().from(jobRun).orderBy(jobRun.every, jobRun.name);
  return {
    items: rows.map((row) => {
      const late = row.lastRunAt.getTime() + lateAfter[row.every] < now;
      return {
        name: row.name,
        every: row.every,
        state: late ? "late" : row.isOk ? "ok" : "failing",
        last_run_at: row.lastRunAt.toISOString(),
        last_ms: row.lastMs,
        last_failed_at: row.lastFailedAt?.toISOString() ?? null,
        last_error: row.lastError,
        failures: row.failures,
      };
    }),
  };
}
