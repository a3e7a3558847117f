import { sql, type SQL } from "drizzle-orm";
import type { Notable } from "#contract/admin-overview";
import { cleanUpJob } from "../../retention/clean-up.ts";
import { toAudit } from "../audit/service.ts";
import { auditSource } from "../audit/source.ts";
import type { LogRow } from "../log-list/page-of.ts";
import { prepare } from "../log-list/statements.ts";

/** What changes who may do what, shuts somebody out, or opens what is others'. */
const actions = [
  "ROLE_CHANGED",
  "REQUEST_APPROVED",
  "LIMITS_CHANGED",
  "OWNER_CHANGED",
  "SECOND_FACTOR_RESET",
  "LOCK",
  "UNLOCK",
  "SUSPEND",
  "DISABLE",
  "ENABLE",
  "IMMEDIATE_STOP",
  "IMPERSONATION_START",
  "BREAK_GLASS",
  // Of what went itself there is a row each, written by the site: in a night more than all others.
  "PURGE_ASKED",
  "AUDIT_BROKEN",
  "AUDIT_RESEALED",
];

const shown = 8;
/** Of one's own things are more deletions than of others': so many rows of a kind are looked at. */
const looked = 200;

/** The newest rows of one index entry, of which `others` are of note. */
interface Kind {
  readonly index: string;
  readonly where: SQL;
  readonly others?: SQL;
}

const ofAction = (action: string, others?: SQL): Kind => ({
  index: "audit_log_action",
  where: sql`action = ${action}`,
  ...(others === undefined ? {} : { others }),
});

const kinds: readonly Kind[] = [
  ...actions.map((action) => ofAction(action)),
  ofAction("INVITE", sql`new_value ->> '$.role' = 'admin'`),
  ofAction("DELETE", sql`severity <> 'INFO'`),
  ofAction("START", sql`user_id is not null and metadata ->> '$.kind' = ${cleanUpJob.name}`),
  { index: "audit_log_kind", where: sql`resource_type = 'SYSTEM_SETTING'` },
];

/** What one job or one request did to many is one: its newest row, and how many there are. */
const newestOf = ({ index, where, others = sql`1` }: Kind): SQL =>
  sql`select p.many, p.seen = ${looked} as is_least, t.rowid as place,
      ${sql.raw(auditSource.columns)}
    from (
      select max(rowid) as place, count(*) as many, max(seen) as seen from (
        select rowid, *, count(*) over () as seen from (
          select rowid, * from audit_log indexed by ${sql.identifier(index)}
          where ${where} order by created_at desc limit ${looked}))
      where ${others}
      group by action, coalesce(metadata ->> '$.job_id', request_id, id)
      order by max(created_at) desc limit ${shown}) p
    cross join audit_log t on t.rowid = p.place ${sql.raw(auditSource.joins)}`;

function toNotable({ many, is_least, ...row }: LogRow): Notable {
  const count = Number(many);
  const record = toAudit(row as LogRow);
  const job = record.metadata?.["job_id"];
  const job_id = typeof job === "string" ? job : null;
  return { ...record, count, count_is_least: count > 1 && is_least === 1, job_id };
}

/** The newest of each by its index, and of those the newest: the log itself is never walked. */
export async function readNotable(d1: D1Database): Promise<Notable[]> {
  const found = await d1.batch<LogRow>(kinds.map((kind) => prepare(d1, newestOf(kind))));
  const rows = new Map(found.flatMap(({ results }) => results.map((row) => [row.place, row])));
  return [...rows.values()]
    .toSorted((a, b) => Number(b["created_at"]) - Number(a["created_at"]))
    .slice(0, shown)
    .map(toNotable);
}
