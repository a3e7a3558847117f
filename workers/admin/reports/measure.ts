/** The raw figures of a stretch of days, from the sums. */
import { and, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { percentile } from "../../statistics/buckets.ts";
import { outcome } from "../../statistics/outcome.ts";
import { errorDay, latencyDay } from "../../statistics/request-figure.sql.ts";
import { type DayRow, latest, mean, percent, total } from "../statistics/days.ts";
import type { Days } from "../statistics/range.ts";
import { type SoFar, totalBefore } from "../statistics/so-far.ts";
import type { FigureName } from "./figure-words.ts";

/** What was measured; null: nothing was asked of it, or it is not known. */
export type Measured = Readonly<Partial<Record<FigureName, number | null>>>;

const kept = (good: number, all: number): number | null =>
  all === 0 ? null : percent(good, all, 3);

/** How long requests took on these days, by kind. */
export async function timesIn(db: Db, { start, end }: Days): Promise<Measured> {
  const rows = await db
    .select({
      kind: latencyDay.kind,
      bucket: latencyDay.bucket,
      requests: sql<number>`sum(${latencyDay.requests})`.as("asked"),
    })
    .from(latencyDay)
    .where(
      and(
        gte(latencyDay.day, start),
        lte(latencyDay.day, end),
        inArray(latencyDay.kind, ["rest", "model"]),
      ),
    )
    .groupBy(latencyDay.kind, latencyDay.bucket);
  const counts = (kind: string) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.bucket, row.requests]));
  return {
    p50_ms: percentile(counts("rest"), 0.5),
    p95_ms: percentile(counts("rest"), 0.95),
    p99_ms: percentile(counts("rest"), 0.99),
    model_p95_ms: percentile(counts("model"), 0.95),
  };
}

/** The failure that came most. */
export async function commonFailure(
  db: Db,
  { start, end }: Days,
): Promise<{ readonly code: string; readonly requests: number } | null> {
  const row = await db
    .select({
      code: sql<string>`coalesce(nullif(${errorDay.code}, ''), ${errorDay.status})`.as("failure"),
      requests: sql<number>`sum(${errorDay.requests})`.as("failed"),
    })
    .from(errorDay)
    .where(
      and(
        gte(errorDay.day, start),
        lte(errorDay.day, end),
        eq(outcome(errorDay.status, errorDay.code), 5),
      ),
    )
    .groupBy(sql`failure`)
    .orderBy(desc(sql`failed`))
    .limit(1)
    .get();
  return row ? { code: String(row.code), requests: row.requests } : null;
}

/** `passed`: how far the last day counts, where it is compared with one that still runs. */
export function measureDays(rows: readonly DayRow[], passed: SoFar): Measured {
  const sum = (column: Parameters<typeof total>[1]) => totalBefore(rows, column, passed);
  const [requests, failed] = [sum("requests"), sum("serverErrors")];
  const [opens, refused] = [total(rows, "socketOpens"), total(rows, "socketFailures")];
  const busy = rows.reduce((all, row) => all + (row.busyMinutes ?? 0), 0);
  const down = rows.reduce((all, row) => all + (row.downMinutes ?? 0), 0);
  const timed = total(rows, "timedRequests");
  return {
    uptime: kept(busy - down, busy),
    api_availability: kept(requests - failed, requests),
    error_rate: kept(failed, requests),
    average_ms: timed === 0 ? null : mean(total(rows, "durationMs"), timed),
    socket_connect: kept(opens, opens + refused),
    socket_drops: kept(total(rows, "socketDrops"), opens),
    active_average: mean(total(rows, "activePeople"), rows.length),
    active_peak: Math.max(0, ...rows.map((row) => row.activePeople)),
    monthly_active: latest(rows, "monthlyActive"),
    people: latest(rows, "people"),
    new_people: sum("newPeople"),
    sessions_created: sum("sessionsCreated"),
    messages: sum("messages"),
    api_cost: sum("costMicroUsd"),
  };
}
