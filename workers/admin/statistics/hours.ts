import { and, eq, gte, lte, sql } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { hour as hourMs } from "../../platform/durations.ts";
import { hourFigure } from "../../statistics/request-figure.sql.ts";
import { mean } from "./days.ts";
import type { Range } from "./range.ts";

/** Of Japan. */
const offsetHours = 9;

const ofClass = (statusClass: number) =>
  sql<number>`sum(case when ${eq(hourFigure.statusClass, statusClass)} then ${hourFigure.requests} else 0 end)`;

/** A day of the site by its hours; of today, those that have begun. */
export async function hourPoints(db: Db, { start }: Range, now: number) {
  const first = Date.parse(`${start}T00:00:00Z`) / hourMs - offsetHours;
  const last = Math.min(first + 23, Math.floor(now / hourMs));
  const rows = await db
    .select({
      hour: hourFigure.hour,
      requests: sql<number>`sum(${hourFigure.requests})`.as("asked"),
      duration: sql<number>`sum(${hourFigure.durationMs})`.as("took"),
      timed: sql<number>`sum(${hourFigure.timedRequests})`.as("timed"),
      client_errors: ofClass(4).as("refused"),
      server_errors: ofClass(5).as("failed"),
    })
    .from(hourFigure)
    .where(and(gte(hourFigure.hour, first), lte(hourFigure.hour, last)))
    .groupBy(hourFigure.hour);
  const found = new Map(rows.map((row) => [row.hour, row]));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => {
    const row = found.get(first + n);
    return {
      at: new Date((first + n) * hourMs).toISOString(),
      requests: row?.requests ?? 0,
      average_response_ms: mean(row?.duration ?? 0, row?.timed ?? 0),
      client_errors: row?.client_errors ?? 0,
      server_errors: row?.server_errors ?? 0,
    };
  });
}
