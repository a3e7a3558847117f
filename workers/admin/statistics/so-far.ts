/** A day that is not over stands beside an earlier one as far as that had come by the same time. */
import { and, gte, lt, ne, notInArray, sql } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day as dayMs, hour as hourMs, minute as minuteMs } from "../../platform/durations.ts";
import { nextDay } from "../../settings/site-time.ts";
import { usageMinute } from "../../statistics/cost-figure.sql.ts";
import { keptFor } from "../../statistics/kept-for.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { hourFigure } from "../../statistics/request-figure.sql.ts";
import { type DayRow, percent, total, type Sum } from "./days.ts";
import type { Range } from "./range.ts";

type Column = Sum | "newPeople";
type Counted = Readonly<Partial<Record<Column, number>>>;

/** How far the last day of the period before counts. */
export interface SoFar {
  /** What was counted by that time. */
  readonly counted: Counted;
  /** Of what is known by the day only (things made, sign-ins): as much as of the day's requests. */
  readonly share: number;
}

export const wholeDay: SoFar = { counted: {}, share: 1 };

const requestsOf = ({ requests, statusClass }: typeof hourFigure) => ({
  requests: sql<number>`coalesce(sum(${requests}), 0)`,
  clientErrors: sql<number>`coalesce(sum(${requests}) filter (where ${statusClass} = 4), 0)`,
  serverErrors: sql<number>`coalesce(sum(${requests}) filter (where ${statusClass} = 5), 0)`,
});

const hoursBetween = async (db: Db, from: number, to: number) =>
  (
    await db
      .select(requestsOf(hourFigure))
      .from(hourFigure)
      .where(and(gte(hourFigure.hour, from), lt(hourFigure.hour, to)))
  )[0] ?? { requests: 0, clientErrors: 0, serverErrors: 0 };

async function minutesBetween(db: Db, from: number, to: number) {
  const sum = (column: "requests" | "clientErrors" | "serverErrors") =>
    sql<number>`coalesce(sum(${minuteFigure[column]}), 0)`;
  const [row] = await db
    .select({
      requests: sum("requests"),
      clientErrors: sum("clientErrors"),
      serverErrors: sum("serverErrors"),
    })
    .from(minuteFigure)
    .where(
      and(
        gte(minuteFigure.minute, from),
        lt(minuteFigure.minute, to),
        notInArray(minuteFigure.kind, ["socket", "model"]),
      ),
    );
  return row ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
}

type Requests = Awaited<ReturnType<typeof hoursBetween>>;

const plus = (a: Requests, b: Requests, share = 1): Requests => ({
  requests: a.requests + b.requests * share,
  clientErrors: a.clientErrors + b.clientErrors * share,
  serverErrors: a.serverErrors + b.serverErrors * share,
});

/** The hour under way by its minutes where those are kept, else as much of it as has passed. */
async function requestsBy(db: Db, from: number, until: number, now: number): Promise<Requests> {
  const hour = Math.floor(until / hourMs);
  const whole = await hoursBetween(db, from / hourMs, hour);
  if (until % hourMs === 0) return whole;
  if (now - hour * hourMs < keptFor.minutes) {
    const minutes = await minutesBetween(db, hour * 60, Math.floor(until / minuteMs));
    return plus(whole, minutes);
  }
  return plus(whole, await hoursBetween(db, hour, hour + 1), (until % hourMs) / hourMs);
}

export const startOf = (day: string): number => Date.parse(`${day}T00:00:00+09:00`);

const passedOf = (now: number): number => now - (nextDay(now) - dayMs);

/** The time of now on a day of the site, in whole minutes as the sums have them: Unix milliseconds. */
export const untilOn = (day: string, now: number): number =>
  startOf(day) + Math.floor(passedOf(now) / minuteMs) * minuteMs;

async function usageBy(db: Db, from: number, until: number) {
  const sum = (column: Exclude<keyof typeof usageMinute.$inferSelect, "minute">) =>
    sql<number>`coalesce(sum(${usageMinute[column]}), 0)`;
  const [row] = await db
    .select({
      modelCalls: sum("calls"),
      costMicroUsd: sum("costMicroUsd"),
      messages: sum("messages"),
      sittings: sum("sittings"),
      sittingMs: sum("sittingMs"),
    })
    .from(usageMinute)
    .where(
      and(
        gte(usageMinute.minute, from / minuteMs),
        lt(usageMinute.minute, Math.floor(until / minuteMs)),
      ),
    );
  return row ?? {};
}

/** As the snapshot counts them, over the index of when they were made. */
const newPeopleBy = (db: Db, from: number, until: number): Promise<number> =>
  db.$count(
    user,
    and(
      ne(user.role, "guest"),
      gte(user.createdAt, new Date(from)),
      lt(user.createdAt, new Date(until)),
    ),
  );

/** What the last day of the period before had come to by this time. */
export async function readSoFar(
  db: Db,
  { running, previous }: Pick<Range, "running" | "previous">,
  now: number,
): Promise<SoFar> {
  if (!running) return wholeDay;
  const passed = passedOf(now);
  const from = startOf(previous.end);
  const newPeople = await newPeopleBy(db, from, untilOn(previous.end, now));
  // Nothing else is left of that day but the day.
  if (from < now - keptFor.hours) return { counted: { newPeople }, share: passed / dayMs };
  const [asked, used, all] = await Promise.all([
    requestsBy(db, from, from + passed, now),
    usageBy(db, from, from + passed),
    hoursBetween(db, from / hourMs, from / hourMs + 24),
  ]);
  return {
    counted: { newPeople, ...asked, ...used },
    share: all.requests === 0 ? passed / dayMs : Math.min(1, asked.requests / all.requests),
  };
}

/** As `total`, of the period before: its last day as far as today has come. */
export function totalBefore(
  rows: readonly DayRow[],
  column: Column,
  { counted, share }: SoFar,
): number {
  const last = counted[column] ?? (rows.at(-1)?.[column] ?? 0) * share;
  return Math.round(total(rows.slice(0, -1), column) + last);
}

/** What share of the requests by then were such. */
export const shareBefore = (
  rows: readonly DayRow[],
  column: "clientErrors" | "serverErrors",
  soFar: SoFar,
): number => percent(totalBefore(rows, column, soFar), totalBefore(rows, "requests", soFar), 2);
