import { sql } from "drizzle-orm";
import { day as dayMs } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { dayOf } from "../settings/site-time.ts";
import { prepare } from "./prepare.ts";

export const cohortWeeks = 13;

/** The Monday of a day's week. */
export function weekOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10);
}

/**
 * Who was first there in the same week, and how many of them came back so many weeks after their own
 * first day: `later` 1 is its days 7 to 13. Each person is found by an index, each of their days, too.
 */
export async function countCohorts(env: Env, now = Date.now()): Promise<void> {
  const from = weekOf(dayOf(now - (cohortWeeks - 1) * 7 * dayMs));
  await prepare(
    env.DB,
    sql`insert into cohort_figure (week, later, people)
        select date(s.first_day, 'weekday 0', '-6 days'),
          cast((julianday(d.day) - julianday(s.first_day)) / 7 as integer),
          count(distinct s.user_id)
        from person_seen s cross join person_day d
        where s.first_day >= ${from} and d.user_id = s.user_id and d.day >= s.first_day
        group by 1, 2
        on conflict (week, later) do update set people = excluded.people`,
  ).run();
}

/** Once an hour, and where nothing was counted yet. */
export async function countCohortsHourly(env: Env, now = Date.now()): Promise<void> {
  const due = new Date(now).getUTCMinutes() === 7;
  const known = due || (await prepare(env.DB, sql`select 1 from cohort_figure limit 1`).first());
  if (due || known === null) await countCohorts(env, now);
}
