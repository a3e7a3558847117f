import { and, desc, gte, inArray, lte, min, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-statistics";
import type { OutputOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { project } from "../../projects/project.sql.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { errorDay, requestDay } from "../../statistics/request-figure.sql.ts";
import { failuresByRoute } from "./by-route.ts";
import { type DayRow, grouped, latest, mean, percent, readDays, total } from "./days.ts";
import { readTimes } from "./frame.ts";
import { hourPoints } from "./hours.ts";
import { addDays, byDay, type Days, daysBetween, frameOf, type Range } from "./range.ts";
import { readSoFar, totalBefore } from "./so-far.ts";

/** The days of the period and of the one before, and how far that one's last day counts. */
async function both(db: Db, range: Range, now: number) {
  const [rows, earlier, passed, times] = await Promise.all([
    readDays(db, range),
    readDays(db, range.previous),
    readSoFar(db, range, now),
    readTimes(db),
  ]);
  return { rows, earlier, passed, times };
}

/** Over the days since the site began. */
const activeAverage = (rows: readonly DayRow[], since: string): number =>
  mean(total(rows, "activePeople"), rows.filter((row) => row.day >= since).length);

const firstDay = async (db: Db): Promise<string> =>
  (
    await db
      .select({ day: min(dayFigure.day) })
      .from(dayFigure)
      .get()
  )?.day ?? "";

/** Of months: how many were there on an average day. */
export async function userStatistics(
  db: Db,
  range: Range,
  now: number,
): Promise<OutputOf<typeof contract.getUserStatistics>> {
  const shown = byDay(range);
  const [{ earlier, passed, times }, rows, since] = await Promise.all([
    both(db, range, now),
    readDays(db, shown),
    firstDay(db),
  ]);
  const own = rows.slice(-daysBetween(range));
  return {
    ...times,
    range: frameOf(range, shown),
    points: grouped(rows, shown, (days) => ({
      active: activeAverage(days, since),
      weekly_active: latest(days, "weeklyActive"),
      monthly_active: latest(days, "monthlyActive"),
      new: total(days, "newPeople"),
      total: latest(days, "people"),
      sign_ins: total(days, "signIns"),
    })),
    totals: { active_average: activeAverage(own, since), new: total(own, "newPeople") },
    previous: {
      active_average: activeAverage(earlier, since),
      new: totalBefore(earlier, "newPeople", passed),
    },
  };
}

/** By a covering index, a line a project. */
const byStatus = (db: Db) =>
  db
    .select({
      status: project.status,
      projects: sql<number>`count(*)`,
      bytes: sql<number>`coalesce(sum(${project.storageBytes}), 0)`,
    })
    .from(project)
    .where(inArray(project.status, ["active", "archived", "deleted"]))
    .groupBy(project.status);

/** Since the day before the first of them, where that is known. */
const growth = (rows: readonly DayRow[]): number | null => {
  const known = rows.flatMap((row) => row.storageBytes ?? []);
  const [first] = known;
  const last = known.at(-1);
  return first === undefined || last === undefined || known.length < 2 ? null : last - first;
};

/** */
export async function storageStatistics(
  env: Env,
  db: Db,
  range: Range,
): Promise<OutputOf<typeof contract.getStorageStatistics>> {
  const shown = byDay(range);
  const withDayBefore = ({ start, end }: Days) => readDays(db, { start: addDays(start, -1), end });
  const [all, earlier, by_status, times, settings] = await Promise.all([
    withDayBefore(shown),
    withDayBefore(range.previous),
    byStatus(db),
    readTimes(db),
    readSettings(env),
  ]);
  const quota = settings.storage_quota_gb;
  const rows = all.slice(1);
  const own = daysBetween(range);
  return {
    as_of: times.levels_as_of,
    range: frameOf(range, shown),
    points: grouped(rows, shown, (days) => ({ bytes: latest(days, "storageBytes") })),
    quota_bytes: quota === null ? null : Math.round(quota * 1024 ** 3),
    by_status,
    totals: {
      bytes: latest(rows.slice(-own), "storageBytes"),
      growth_bytes: growth(all.slice(-own - 1)),
    },
    previous: { bytes: latest(earlier.slice(1), "storageBytes"), growth_bytes: growth(earlier) },
  };
}

const inDays = (table: typeof requestDay | typeof errorDay, { start, end }: Days) =>
  and(gte(table.day, start), lte(table.day, end));

const asked = (column: typeof requestDay.requests | typeof errorDay.requests) =>
  sql<number>`sum(${column})`.as("asked");

const askedBy = (
  db: Db,
  column: typeof requestDay.action | typeof requestDay.resource,
  days: Days,
) =>
  db
    .select({ name: sql<string>`${column}`.as("name"), requests: asked(requestDay.requests) })
    .from(requestDay)
    .where(inDays(requestDay, days))
    .groupBy(column)
    .orderBy(desc(sql`asked`));

const answered = (rows: readonly DayRow[]) => ({
  requests: total(rows, "requests"),
  average_response_ms: mean(total(rows, "durationMs"), total(rows, "timedRequests")),
});

/** */
export async function requestStatistics(
  db: Db,
  range: Range,
  now: number,
): Promise<OutputOf<typeof contract.getRequestStatistics>> {
  const [{ rows, earlier, passed, times }, actions, kinds, hours] = await Promise.all([
    both(db, range, now),
    askedBy(db, requestDay.action, range),
    askedBy(db, requestDay.resource, range),
    range.step === "hour" ? hourPoints(db, range, now) : null,
  ]);
  return {
    as_of: times.as_of,
    range: frameOf(range, range),
    points:
      hours?.map(({ at, requests, average_response_ms }) => ({
        at,
        requests,
        average_response_ms,
      })) ?? grouped(rows, range, answered),
    by_action: actions.map(({ name, requests }) => ({ action: name, requests })),
    by_resource: kinds.map(({ name, requests }) => ({ resource: name, requests })),
    totals: answered(rows),
    previous: { ...answered(earlier), requests: totalBefore(earlier, "requests", passed) },
  };
}

const failed = (requests: number, client_errors: number, server_errors: number) => ({
  requests,
  client_errors,
  server_errors,
  error_rate_percentage: percent(server_errors, requests, 2),
  refused_percentage: percent(client_errors, requests, 2),
});

const failedIn = (rows: readonly DayRow[]) =>
  failed(total(rows, "requests"), total(rows, "clientErrors"), total(rows, "serverErrors"));

const codesShown = 20;

/** */
export async function errorStatistics(
  db: Db,
  range: Range,
  now: number,
): Promise<OutputOf<typeof contract.getErrorStatistics>> {
  const [{ rows, earlier, passed, times }, by_code, by_route, hours] = await Promise.all([
    both(db, range, now),
    db
      .select({ status: errorDay.status, code: errorDay.code, requests: asked(errorDay.requests) })
      .from(errorDay)
      .where(inDays(errorDay, range))
      .groupBy(errorDay.status, errorDay.code)
      .orderBy(desc(sql`asked`))
      .limit(codesShown),
    failuresByRoute(db, range),
    range.step === "hour" ? hourPoints(db, range, now) : null,
  ]);
  return {
    as_of: times.as_of,
    range: frameOf(range, range),
    points:
      hours?.map(({ at, requests, client_errors, server_errors }) =>
        Object.assign({ at }, failed(requests, client_errors, server_errors)),
      ) ?? grouped(rows, range, failedIn),
    by_code,
    by_route,
    totals: failedIn(rows),
    previous: failed(
      totalBefore(earlier, "requests", passed),
      totalBefore(earlier, "clientErrors", passed),
      totalBefore(earlier, "serverErrors", passed),
    ),
  };
}
