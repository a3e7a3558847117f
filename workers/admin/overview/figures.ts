import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { ConsoleOverview } from "#contract/admin-overview";
import type { Db } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { dayOf } from "../../settings/site-time.ts";
import { percentile } from "../../statistics/buckets.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { latencyDay } from "../../statistics/request-figure.sql.ts";
import { listStorage } from "../projects/list-projects.ts";
import { comingMonth } from "../statistics/costs.ts";
import { percent, readDays, total } from "../statistics/days.ts";
import { readAsOf } from "../statistics/frame.ts";
import { addDays, rangeOf } from "../statistics/range.ts";
import { readSoFar, shareBefore, startOf, totalBefore, untilOn } from "../statistics/so-far.ts";

type Part<Name extends keyof ConsoleOverview> = NonNullable<ConsoleOverview[Name]>;

interface Times {
  readonly bucket: number;
  readonly requests: number;
}

const p95 = (rows: readonly Times[]): number | null =>
  percentile(new Map(rows.map(({ bucket, requests }) => [bucket, requests])), 0.95);

const timesOn = (db: Db, day: string): Promise<Times[]> =>
  db
    .select({ bucket: latencyDay.bucket, requests: latencyDay.requests })
    .from(latencyDay)
    .where(and(eq(latencyDay.day, day), eq(latencyDay.kind, "rest")));

/** Of a day up to this time, from the minutes, which are kept for two days. */
const timesSoFar = (db: Db, day: string, now: number): Promise<Times[]> =>
  db
    .select({
      bucket: minuteFigure.bucket,
      requests: sql<number>`sum(${minuteFigure.requests})`.as("asked"),
    })
    .from(minuteFigure)
    .where(
      and(
        gte(minuteFigure.minute, startOf(day) / minute),
        lt(minuteFigure.minute, untilOn(day, now) / minute),
        eq(minuteFigure.kind, "rest"),
      ),
    )
    .groupBy(minuteFigure.bucket);

/** Today beside yesterday up to the same time. */
export async function readToday(db: Db, now: number): Promise<Part<"today">> {
  const today = dayOf(now);
  const yesterday = addDays(today, -1);
  const range = rangeOf({ period: "day" }, now);
  const [rows, took, tookBefore, passed, as_of] = await Promise.all([
    readDays(db, { start: yesterday, end: today }),
    timesOn(db, today),
    timesSoFar(db, yesterday, now),
    readSoFar(db, range, now),
    readAsOf(db),
  ]);
  const [before, current] = [rows.slice(0, 1), rows.slice(1)];
  const soFar = (column: "requests" | "serverErrors") => ({
    today: total(current, column),
    yesterday: totalBefore(before, column, passed),
  });
  const rate = (column: "clientErrors" | "serverErrors") => ({
    today: percent(total(current, column), total(current, "requests"), 2),
    yesterday: shareBefore(before, column, passed),
  });
  return {
    as_of,
    // Of the whole day, since nobody counted how many had come by this hour.
    active_people: {
      today: total(current, "activePeople"),
      yesterday: total(before, "activePeople"),
    },
    requests: soFar("requests"),
    server_errors: soFar("serverErrors"),
    error_rate_percentage: rate("serverErrors"),
    refused_percentage: rate("clientErrors"),
    p95_ms: { today: p95(took), yesterday: p95(tookBefore) },
  };
}

const share = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null ? null : Number(((part / whole) * 100).toFixed(1));

/** What models cost, beside the budget. */
export async function readCost(env: Env, db: Db, now: number): Promise<Part<"cost">> {
  const today = dayOf(now);
  const yesterday = addDays(today, -1);
  const [month, rows, passed, settings] = await Promise.all([
    comingMonth(db, today),
    readDays(db, { start: yesterday, end: today }),
    readSoFar(db, rangeOf({ period: "day" }, now), now),
    readSettings(env),
  ]);
  const budget = settings.site_budget_usd === null ? null : settings.site_budget_usd * 1_000_000;
  const coming = month.forecast.month_end_micro_usd;
  return {
    today_micro_usd: total(rows.slice(1), "costMicroUsd"),
    yesterday_micro_usd: totalBefore(rows.slice(0, 1), "costMicroUsd", passed),
    month_micro_usd: month.month_to_date_micro_usd,
    last_month_micro_usd: month.last_month_micro_usd,
    forecast_micro_usd: coming,
    budget_micro_usd: budget,
    used_percentage: share(month.month_to_date_micro_usd, budget),
    forecast_percentage: share(coming, budget),
  };
}

/** What is stored, and the projects that store most. */
export async function readStorage(env: Env, db: Db): Promise<Part<"storage">> {
  const [found, settings] = await Promise.all([
    listStorage(db, { page: 1, limit: 3 }),
    readSettings(env),
  ]);
  const quota = settings.storage_quota_gb;
  return {
    total_bytes: found.total_storage_bytes,
    used_percentage: share(found.total_storage_bytes, quota === null ? null : quota * 1024 ** 3),
    top: found.items
      .filter((one) => one.storage_used_bytes > 0)
      .map((one) => ({
        id: one.id,
        name: one.name,
        owner_name: one.owner.name,
        bytes: one.storage_used_bytes,
        share_percentage: one.share_percentage,
      })),
  };
}
