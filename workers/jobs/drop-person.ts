import { eq, sql } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import { job } from "./job.sql.ts";

/**
 * Takes a gone person out of the jobs: from where they began theirs, and their address where an import
 * could not do something with it. That a job was theirs, and what it did, stays.
 */
export const dropFromJobs = (db: Db, person: { id: string; email: string }): Statement[] => [
  db
    .update(job)
    .set({ origin: sql`json_set(${job.origin}, '$.ip', null, '$.userAgent', null)` })
    .where(eq(job.createdBy, person.id)),
  db
    .update(job)
    .set({
      problems: sql`(select json_group_array(json(case when value ->> 'subject' = ${person.email}
        then json_remove(value, '$.subject') else value end)) from json_each(${job.problems}))`,
    })
    .where(
      sql`exists(select 1 from json_each(${job.problems}) where value ->> 'subject' = ${person.email})`,
    ),
];
