import { sql, type SQL } from "drizzle-orm";
import { day as dayMs, hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { dayOf, nextDay } from "../settings/site-time.ts";
import { prepare } from "./prepare.ts";

const everyMinutes = 5;

/** Of a site so small it costs nothing to count all each minute, as the sums are: nobody is there who is not counted. */
const few = 100;

/** Milliseconds of the beginning of a column's day of the site. */
const startOf = (day: string): SQL => sql.raw(`(strftime('%s', ${day}) * 1000 - 32400000)`);

/** How things stand, on the row of today: each a count over an index. */
const levels = (now: number): SQL => {
  const day = dayOf(now);
  const since = (days: number) => dayOf(now - (days - 1) * dayMs);
  return sql`insert into day_figure
      (day, people, weekly_active, monthly_active, projects, active_projects, storage_bytes)
    values (${day},
      (select count(*) from user where role in ('user', 'admin') and status <> 'deleted'),
      (select count(*) from person_seen where last_day >= ${since(7)}),
      (select count(*) from person_seen where last_day >= ${since(30)}),
      (select count(*) from project where status in ('active', 'archived')),
      (select count(*) from project where status = 'active'),
      (select coalesce(sum(storage_bytes), 0) from project
        where status in ('active', 'archived', 'deleted')))
    on conflict (day) do update set people = excluded.people,
      weekly_active = excluded.weekly_active, monthly_active = excluded.monthly_active,
      projects = excluded.projects, active_projects = excluded.active_projects,
      storage_bytes = excluded.storage_bytes`;
};

/** What shows levels says when they were taken: they are older than the sums. */
const taken = (now: number): SQL =>
  sql`insert into rollup_cursor (source, row_id, latest, as_of) values ('levels', 0, 0, ${now})
      on conflict (source) do update set as_of = excluded.as_of`;

/** Of today and yesterday, and of days nobody counted yet. */
const newPeople = (now: number): SQL =>
  sql`update day_figure set new_people = (
      select count(*) from user where role <> 'guest'
        and created_at >= ${startOf("day_figure.day")}
        and created_at < ${startOf("day_figure.day")} + ${dayMs})
    where day in (select day from day_figure where day >= ${dayOf(now - dayMs)} or new_people is null
      order by day desc limit 60)`;

/** Minutes in which at least half of what came failed count as down. */
const minutes = (day: string, from: number): SQL =>
  sql`update day_figure set (busy_minutes, down_minutes) = (
      select count(*), coalesce(sum(failed * 2 >= requests), 0) from (
        select sum(requests) as requests, sum(server_errors) as failed from minute_figure
        where kind <> 'model' and minute >= ${from / 60_000} and minute < ${(from + dayMs) / 60_000} group by minute))
    where day = ${day}`;

/** How many there are: every five minutes, and on a small or new site every minute. */
export async function takeSnapshot(env: Env, now = Date.now()): Promise<void> {
  const today = dayOf(now);
  const query = sql`select people, projects from day_figure where day = ${today}`;
  const known = await prepare(env.DB, query).first<{
    people: number | null;
    projects: number | null;
  }>();
  const isSmall = (known?.people ?? 0) < few && (known?.projects ?? 0) < few;
  const due = Math.floor(now / 60_000) % everyMinutes === 0;
  if (!due && !isSmall) return;
  const from = nextDay(now) - dayMs;
  const inMinutes = due || known?.people == null ? [minutes(today, from)] : [];
  const yesterday = due && now - from < hour ? [minutes(dayOf(now - dayMs), from - dayMs)] : [];
  await env.DB.batch(
    [levels(now), taken(now), newPeople(now), ...inMinutes, ...yesterday].map((one) =>
      prepare(env.DB, one),
    ),
  );
}
