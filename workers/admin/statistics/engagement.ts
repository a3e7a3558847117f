import { asc, eq, gte, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-engagement";
import type { OutputOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";
import { dayOf } from "../../settings/site-time.ts";
import { cohortWeeks, weekOf } from "../../statistics/cohorts.ts";
import { type Feature, featureBits, features } from "../../statistics/features.ts";
import { cohortFigure, personMonth } from "../../statistics/person-figure.sql.ts";
import { type DayRow, grouped, percent, readDays, type Sum, total } from "./days.ts";
import { readAsOf } from "./frame.ts";
import { groupBy } from "./group-by.ts";
import { addDays, byDay, daysBetween, frameOf, type Range } from "./range.ts";
import { readSoFar, totalBefore } from "./so-far.ts";

type Output = OutputOf<typeof contract.getEngagement>;

const ratio = (sum: number, count: number): number | null =>
  count === 0 ? null : Number((sum / count).toFixed(1));

function workOf(sum: (column: Sum) => number): Output["totals"] {
  const [messages, sittings] = [sum("messages"), sum("sittings")];
  return {
    messages,
    sittings,
    messages_per_sitting: ratio(messages, sittings),
    minutes_per_sitting: ratio(sum("sittingMs") / minute, sittings),
    sessions_created: sum("sessionsCreated"),
    projects_created: sum("projectsCreated"),
    file_operations: sum("fileOperations"),
    sign_ins: sum("signIns"),
  };
}

const pointOf = (rows: readonly DayRow[]) => ({
  messages: total(rows, "messages"),
  sittings: total(rows, "sittings"),
  sessions_created: total(rows, "sessionsCreated"),
  file_operations: total(rows, "fileOperations"),
});

/** Whether everybody of a week has had the days that count as `later` weeks after their first. */
const hasCome = (week: string, later: number, today: string): boolean =>
  addDays(week, 6 + 7 * later + 6) < today;

interface Counted {
  readonly week: string;
  readonly later: number;
  readonly people: number;
}

/** Weeks of newcomers, oldest first, with who came back; the running week is left out. */
function cohortsOf(counted: readonly Counted[], today: string): Output["cohorts"] {
  const weeks = groupBy(counted, (row) => row.week);
  return [...weeks]
    .filter(([week]) => week < weekOf(today))
    .map(([week, rows]) => {
      const people = (later: number) => rows.find((row) => row.later === later)?.people ?? 0;
      const passed = Math.floor(
        (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${week}T00:00:00Z`)) / (7 * day),
      );
      const returned = Array.from({ length: Math.min(passed, cohortWeeks - 1) }, (_, n) =>
        hasCome(week, n + 1, today) ? people(n + 1) : null,
      );
      return { week, people: people(0), returned };
    });
}

/** Of all whose time has come, how many came back so many weeks later. */
function retentionOf(cohorts: Output["cohorts"], later: number): number | null {
  const known = cohorts.filter((cohort) => cohort.returned[later - 1] != null);
  const all = known.reduce((sum, cohort) => sum + cohort.people, 0);
  const back = known.reduce((sum, cohort) => sum + (cohort.returned[later - 1] ?? 0), 0);
  return all === 0 ? null : percent(back, all);
}

/** By what they used, over an index; how many used one thing is a sum of few rows. */
async function usersOf(db: Db, month: string) {
  const groups = await db
    .select({ used: personMonth.features, people: sql<number>`count(*)` })
    .from(personMonth)
    .where(eq(personMonth.month, month))
    .groupBy(personMonth.features);
  const count = (bits: number) =>
    groups.reduce((sum, group) => sum + ((group.used & bits) === bits ? group.people : 0), 0);
  return { all: count(0), of: (feature: Feature) => count(featureBits[feature]) };
}

async function featureUse(db: Db, month: string) {
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  const [now, then] = await Promise.all([usersOf(db, month), usersOf(db, before)]);
  return {
    monthly_people: now.all,
    features: features.map((feature) => ({
      feature,
      people: now.of(feature),
      percentage: percent(now.of(feature), now.all),
      previous_percentage: then.all === 0 ? null : percent(then.of(feature), then.all),
    })),
  };
}

/** U-207. */
export async function engagement(db: Db, range: Range, now: number): Promise<Output> {
  const shown = byDay(range);
  const today = dayOf(now);
  const since = weekOf(addDays(today, -7 * (cohortWeeks - 1)));
  const [rows, earlier, passed, as_of, counted, use] = await Promise.all([
    readDays(db, shown),
    readDays(db, range.previous),
    readSoFar(db, range, now),
    readAsOf(db),
    db
      .select()
      .from(cohortFigure)
      .where(gte(cohortFigure.week, since))
      .orderBy(asc(cohortFigure.week)),
    featureUse(db, range.end.slice(0, 7)),
  ]);
  const own = rows.slice(-daysBetween(range));
  const cohorts = cohortsOf(counted, today);
  return {
    as_of,
    range: frameOf(range, shown),
    points: grouped(rows, shown, pointOf),
    totals: workOf((column) => total(own, column)),
    previous: workOf((column) => totalBefore(earlier, column, passed)),
    retention: {
      day_7_percentage: retentionOf(cohorts, 1),
      day_30_percentage: retentionOf(cohorts, 4),
    },
    cohorts,
    ...use,
  };
}
