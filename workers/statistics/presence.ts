import { sql, type SQL } from "drizzle-orm";
import { adding } from "./source.ts";

const both = (table: string): SQL => sql.raw(`features = ${table}.features | excluded.features`);

/** Who was there, from a select of `day, user_id, features` with one row a day and person. */
export const addPresence = (present: SQL): readonly SQL[] => [
  // Before the people are noted: only who was not there yet counts.
  sql`insert into day_figure (day, active_people)
      select p.day, count(*) from (${present}) p
      where not exists (select 1 from person_day d where d.user_id = p.user_id and d.day = p.day)
      group by p.day
      on conflict (day) do update set ${adding("active_people")}`,
  sql`insert into person_day (user_id, day, features)
      select p.user_id, p.day, p.features from (${present}) p where true
      on conflict (user_id, day) do update set ${both("person_day")}`,
  sql`insert into person_month (month, user_id, features)
      select substr(p.day, 1, 7), p.user_id, p.features from (${present}) p where true
      on conflict (month, user_id) do update set ${both("person_month")}`,
  sql`insert into person_seen (user_id, first_day, last_day)
      select p.user_id, min(p.day), max(p.day) from (${present}) p where true group by p.user_id
      on conflict (user_id) do update set
        first_day = min(person_seen.first_day, excluded.first_day),
        last_day = max(person_seen.last_day, excluded.last_day)`,
];
