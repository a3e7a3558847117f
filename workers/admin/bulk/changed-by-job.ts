import { sql, type SQL } from "drizzle-orm";
import type { job } from "../../jobs/job.sql.ts";
import type { Db } from "../../platform/db.ts";

type Job = typeof job.$inferSelect;

/** Clocks of different machines differ; the job's id is what tells. */
const slack = 60_000;

/** When a job ran, as Unix milliseconds, so that one index leads to what it did. */
export interface Ran {
  readonly job: string;
  readonly from: number;
  readonly to: number;
}

export const ranOf = ({ id, createdAt, finishedAt, heartbeat }: Job): Ran => ({
  job: id,
  from: createdAt.getTime() - slack,
  to: (finishedAt ?? heartbeat).getTime() + slack,
});

/** What was done to accounts or to projects, and what it takes to take it back. */
export interface Direction {
  readonly action: "DISABLE" | "ARCHIVE";
  readonly resource: "USER" | "PROJECT";
  /** The rows themselves, as `x`, which has a name. */
  readonly table: SQL;
  /** What tells two of the same name apart. */
  readonly whose: SQL;
  readonly left: SQL;
}

const disabled: Direction = {
  action: "DISABLE",
  resource: "USER",
  table: sql`user x on x.id = a.resource_id`,
  whose: sql`x.email`,
  left: sql`x.status = 'disabled' and not x.hold`,
};

/** As who is an administrator for a day may take it back: never a lasting one's account (U-140). */
export const disabledOf = (admins: boolean): Direction =>
  admins ? disabled : { ...disabled, left: sql`${disabled.left} and x.role <> 'admin'` };

const archived: Direction = {
  action: "ARCHIVE",
  resource: "PROJECT",
  table: sql`project x on x.id = a.resource_id cross join user o on o.id = x.owner_id`,
  whose: sql`o.name`,
  left: sql`x.status = 'archived'`,
};

/** The same of projects: never a lasting administrator's. */
export const archivedOf = (admins: boolean): Direction =>
  admins ? archived : { ...archived, left: sql`${archived.left} and o.role <> 'admin'` };

const doneBy = ({ action, resource }: Direction, { job, from, to }: Ran): SQL =>
  sql`a.action = ${action} and a.created_at between ${from} and ${to}
    and a.resource_type = ${resource} and json_extract(a.metadata, '$.job_id') = ${job}`;

/** It stands as the job left it: no change is on record behind the job's own, but of what it is called or the language. */
const asLeft = (direction: Direction): SQL => sql`${direction.left} and not exists(
  select 1 from audit_log later indexed by audit_log_resource
  where later.resource_type = a.resource_type and later.resource_id = a.resource_id
    and later.created_at >= a.created_at and later.rowid > a.rowid
    and exists(select 1 from json_each(later.changed_fields)
      where value not in ('name', 'language')))`;

const changes = sql`audit_log a indexed by audit_log_action`;

const countChanged = (direction: Direction, ran: Ran): SQL =>
  sql`select count(*) as n from ${changes} where ${doneBy(direction, ran)}`;

const countLeft = (direction: Direction, ran: Ran): SQL =>
  sql`select count(*) as n from ${changes} cross join ${direction.table}
    where ${doneBy(direction, ran)} and ${asLeft(direction)}`;

export async function countOf(
  db: Db,
  direction: Direction,
  ran: Ran,
): Promise<{ changed: number; left: number }> {
  const changed = await db.get<{ n: number }>(countChanged(direction, ran));
  const left = await db.get<{ n: number }>(countLeft(direction, ran));
  return { changed: changed?.n ?? 0, left: left?.n ?? 0 };
}

/** Time and rowid of the record of the last one looked at. */
export type After = [at: number, place: number];

export interface Left {
  readonly id: string;
  readonly name: string;
  readonly whose: string;
  readonly at: number;
  readonly place: number;
}

/** In the order they were changed in: each is met once, whatever is taken back meanwhile. */
export const nextLeft = (
  db: Db,
  direction: Direction,
  ran: Ran,
  [at, place]: After,
  limit: number,
): Promise<Left[]> =>
  db.all<Left>(sql`select x.id as id, x.name as name, ${direction.whose} as whose,
      a.created_at as at, a.rowid as place
    from ${changes} cross join ${direction.table}
    where ${doneBy(direction, ran)} and (a.created_at, a.rowid) > (${at}, ${place})
      and ${asLeft(direction)}
    order by a.created_at, a.rowid limit ${limit}`);

/** Whether one of them still stands so, in the batch that takes it back. */
export const stillLeft = (direction: Direction, ran: Ran, { place }: Left): SQL =>
  sql`exists(select 1 from audit_log a cross join ${direction.table}
    where a.rowid = ${place} and ${doneBy(direction, ran)} and ${asLeft(direction)})`;
