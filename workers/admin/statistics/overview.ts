import { and, desc, gte, isNotNull, lt, lte, sql } from "drizzle-orm";
import type { Overview } from "#contract/admin-statistics";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { dayOf, monthOf } from "../../settings/site-time.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { requestDay } from "../../statistics/request-figure.sql.ts";
import { takeSnapshot } from "../../statistics/snapshot.ts";
import { type DayRow, mean, percent, readDays, total } from "./days.ts";
import { displayBytes } from "../../platform/text/display-bytes.ts";
import { readTimes } from "./frame.ts";
import { addDays, type Days, frameOf, type Range } from "./range.ts";
import { readSoFar, shareBefore, totalBefore } from "./so-far.ts";

/** How things stood last; where nobody looked yet, as they stand. */
async function levels(env: Env, db: Db, before: string, now: number): Promise<DayRow | undefined> {
  const last = () =>
    db
      .select()
      .from(dayFigure)
      .where(and(lt(dayFigure.day, before), isNotNull(dayFigure.people)))
      .orderBy(desc(dayFigure.day))
      .limit(1)
      .get();
  const found = await last();
  if (found || before <= dayOf(now)) return found;
  await takeSnapshot(env, now);
  return last();
}

const resources = (db: Db, { start, end }: Days) =>
  db
    .select({
      resource: requestDay.resource,
      requests: sql<number>`sum(${requestDay.requests})`.as("asked"),
    })
    .from(requestDay)
    .where(and(gte(requestDay.day, start), lte(requestDay.day, end)))
    .groupBy(requestDay.resource)
    .orderBy(sql`asked desc`);

/** U-200: what is promised, and how it was. */
function sloOf(rows: readonly DayRow[]): Overview["slo"] {
  const kept = (good: number, all: number) => (all === 0 ? null : percent(good, all, 3));
  const busy = rows.reduce((sum, row) => sum + (row.busyMinutes ?? 0), 0);
  const down = rows.reduce((sum, row) => sum + (row.downMinutes ?? 0), 0);
  const [requests, failed] = [total(rows, "requests"), total(rows, "serverErrors")];
  const [opens, refused] = [total(rows, "socketOpens"), total(rows, "socketFailures")];
  return [
    { name: "uptime", target_percentage: 99.9, percentage: kept(busy - down, busy) },
    {
      name: "api_availability",
      target_percentage: 99.95,
      percentage: kept(requests - failed, requests),
    },
    { name: "socket_connect", target_percentage: 99.5, percentage: kept(opens, opens + refused) },
  ];
}

/** Of what was asked on the days. */
const share = (rows: readonly DayRow[], column: "serverErrors" | "clientErrors"): number =>
  percent(total(rows, column), total(rows, "requests"), 2);

/** */
export async function readOverview(env: Env, range: Range, now: number): Promise<Overview> {
  const db = openDb(env.DB);
  const today = dayOf(now);
  const monthStart = `${monthOf(now)}-01`;
  const yesterday: Range = {
    start: today,
    end: today,
    step: "hour",
    previous: { start: addDays(today, -1), end: addDays(today, -1) },
    running: true,
  };
  const since = addDays(today, -31);
  const [state, before, recent, passed, used, times, settings] = await Promise.all([
    levels(env, db, addDays(today, 1), now),
    levels(env, db, range.start, now),
    readDays(db, { start: since, end: today }),
    readSoFar(db, yesterday, now),
    resources(db, range),
    readTimes(db),
    readSettings(env),
  ]);
  const month = recent.filter((row) => row.day >= monthStart);
  const thisDay = recent.slice(-1);
  const dayBefore = recent.slice(-2, -1);
  const bytes = state?.storageBytes ?? 0;
  const quota = settings.storage_quota_gb;
  return {
    ...times,
    range: frameOf(range, range),
    users: {
      total: state?.people ?? 0,
      active_today: total(thisDay, "activePeople"),
      new_this_month: total(month, "newPeople"),
    },
    projects: {
      total: state?.projects ?? 0,
      active: state?.activeProjects ?? 0,
      created_this_month: total(month, "projectsCreated"),
    },
    storage: {
      total_bytes: bytes,
      total_display: displayBytes(bytes),
      used_percentage:
        quota === null ? null : Number(((bytes / (quota * 1024 ** 3)) * 100).toFixed(1)),
    },
    api: {
      requests_today: total(thisDay, "requests"),
      average_response_ms: mean(total(thisDay, "durationMs"), total(thisDay, "timedRequests")),
      error_rate_percentage: share(thisDay, "serverErrors"),
      refused_percentage: share(thisDay, "clientErrors"),
    },
    before: {
      users_total: before?.people ?? null,
      projects_total: before?.projects ?? null,
      storage_bytes: before?.storageBytes ?? null,
      active_yesterday: total(dayBefore, "activePeople"),
      requests_yesterday: totalBefore(dayBefore, "requests", passed),
      error_rate_percentage_yesterday: shareBefore(dayBefore, "serverErrors", passed),
      refused_percentage_yesterday: shareBefore(dayBefore, "clientErrors", passed),
    },
    resources: used,
    slo: sloOf(recent.slice(-30)),
  };
}
