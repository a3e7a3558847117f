import { sql, type SQL } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import { dayOf, monthOf } from "../settings/site-time.ts";
import { keptFor } from "./kept-for.ts";
import { prepare } from "./prepare.ts";

const perStatement = 2000;
const perRun = 50;

/** Sums past their time go, oldest first, in steps. */
export async function trimFigures(env: Env, now = Date.now()): Promise<void> {
  const old: readonly (readonly [table: string, column: string, before: SQL])[] = [
    ["minute_figure", "minute", sql`${Math.floor((now - keptFor.minutes) / 60_000)}`],
    ["hour_figure", "hour", sql`${Math.floor((now - keptFor.hours) / 3_600_000)}`],
    ["usage_minute", "minute", sql`${Math.floor((now - keptFor.hours) / 60_000)}`],
    ["route_day", "day", sql`${dayOf(now - keptFor.routeDays)}`],
    ["person_day", "day", sql`${dayOf(now - keptFor.personDays)}`],
    ["person_month", "month", sql`${monthOf(now - keptFor.personMonths)}`],
  ];
  for (const [table, column, before] of old) {
    const [from, by] = [sql.identifier(table), sql.identifier(column)];
    for (let step = 0; step < perRun; step++) {
      const { meta } = await prepare(
        env.DB,
        sql`delete from ${from} where rowid in (
          select rowid from ${from} where ${by} < ${before} limit ${perStatement})`,
      ).run();
      if (meta.changes < perStatement) break;
    }
  }
}
