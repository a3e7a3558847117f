import { and, gte, lte } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { groupBy } from "./group-by.ts";
import { eachDay, type Days, pointOf, type Range } from "./range.ts";

type Stored = typeof dayFigure.$inferSelect;
type Nullable = { [K in keyof Stored]: null extends Stored[K] ? K : never }[keyof Stored];
export type Sum = Exclude<keyof Stored, Nullable | "day">;
export type DayRow = Stored;

const empty = (day: string): DayRow => ({
  day,
  requests: 0,
  clientErrors: 0,
  serverErrors: 0,
  timedRequests: 0,
  durationMs: 0,
  socketOpens: 0,
  socketFailures: 0,
  socketDrops: 0,
  activePeople: 0,
  projectsCreated: 0,
  sessionsCreated: 0,
  signIns: 0,
  fileOperations: 0,
  messages: 0,
  sittings: 0,
  sittingMs: 0,
  modelCalls: 0,
  costMicroUsd: 0,
  newPeople: null,
  people: null,
  weeklyActive: null,
  monthlyActive: null,
  projects: null,
  activeProjects: null,
  storageBytes: null,
  busyMinutes: null,
  downMinutes: null,
});

const between = ({ start, end }: Days) => and(gte(dayFigure.day, start), lte(dayFigure.day, end));

/** One row for every day, those nothing happened on, too. */
export async function readDays(db: Db, days: Days): Promise<DayRow[]> {
  const rows = await db.select().from(dayFigure).where(between(days));
  const found = new Map(rows.map((row) => [row.day, row]));
  return eachDay(days).map((day) => found.get(day) ?? empty(day));
}

export const total = (rows: readonly DayRow[], column: Sum | "newPeople"): number =>
  rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);

/** The last day that says something. */
export const latest = (rows: readonly DayRow[], column: Nullable): number | null =>
  rows.findLast((row) => row[column] !== null)?.[column] ?? null;

/** Days put together into the points of a series. */
export function grouped<Point>(
  rows: readonly DayRow[],
  { step }: Range,
  point: (rows: readonly DayRow[]) => Point,
): (Point & { at: string })[] {
  const groups = groupBy(rows, (row) => pointOf(row.day, step));
  return [...groups].map(([at, days]) => Object.assign({ at }, point(days)));
}

/** One decimal. */
export const percent = (part: number, whole: number, digits = 1): number =>
  whole === 0 ? 0 : Math.min(100, Number(((part / whole) * 100).toFixed(digits)));

export const mean = (sum: number, count: number): number =>
  count === 0 ? 0 : Number((sum / count).toFixed(1));
