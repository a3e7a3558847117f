import { sql, type SQL } from "drizzle-orm";
import { byOthers, ofPeople } from "../../notices/write-notice.ts";
import type { Db } from "../../platform/db.ts";

/** Rows of one page: what is held at a time. */
export const perPage = 500;

export type Row = Record<string, string | number | null>;

export const isoOf = (value: unknown): string | null =>
  typeof value === "number" ? new Date(value).toISOString() : null;

/** Pages of a query that orders by `_a`, `_b` and goes on after them. */
export async function* pages(
  db: Db,
  query: (a: string | number, b: number) => SQL,
  first: string | number,
  shape: (row: Row) => Row,
): AsyncGenerator<Row[]> {
  let [a, b]: [string | number, number] = [first, -1];
  while (true) {
    const rows = await db.all<Row>(query(a, b));
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ _a, _b, ...row }) => shape(row));
    if (rows.length < perPage) return;
    [a, b] = [last["_a"] ?? first, Number(last["_b"])];
  }
}

const withDate = (row: Row): Row => ({ ...row, created_at: isoOf(row["created_at"]) });

export const usageColumns = [
  "day",
  "created_at",
  "model",
  "project_id",
  "session_id",
  "turn_id",
  "key_id",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "cost_micro_usd",
] as const;

export const ownUsage = (db: Db, userId: string) =>
  pages(
    db,
    (day, rowid) => sql`
      select day as _a, rowid as _b, ${sql.raw(usageColumns.join(", "))} from usage_record
      where user_id = ${userId} and (day, rowid) > (${day}, ${rowid})
      order by day, rowid limit ${perPage}`,
    "",
    withDate,
  );

/** T-24: of what an administrator did as the person, that it was one; not who, nor from where. */
const notTheirs = (column: "ip_address" | "user_agent"): SQL =>
  sql.raw(`case when impersonator_id is null then ${column} end as ${column}`);
const byAdministrator = sql`impersonator_id is not null as by_administrator`;
const where = sql`${notTheirs("ip_address")}, ${notTheirs("user_agent")}, ${byAdministrator}`;

/** What an administrator asked for names other people: the bodies of such requests stay out. */
export const ownActivity = (db: Db, userId: string) =>
  pages(
    db,
    (at, rowid) => sql`
      select created_at as _a, rowid as _b, id as request_id, created_at, action_type,
        resource_type, resource_id, method, endpoint, response_status, error_code, key_id,
        ${where}, duration_ms,
        case when endpoint like '%/admin/%' then null else request_body end as request_body
      from user_activity
      where user_id = ${userId} and (created_at, rowid) > (${at}, ${rowid})
      order by created_at, rowid limit ${perPage}`,
    0,
    withDate,
  );

/** Whether what an audit row is about is the person's own: themselves, their keys, projects and chats. */
const aboutOwn = (userId: string): SQL => sql`case resource_type
  when 'USER' then resource_id = ${userId}
  when 'API_KEY' then exists (
    select 1 from api_key k where k.id = resource_id and k.user_id = ${userId})
  when 'PROJECT' then exists (
    select 1 from project p where p.id = resource_id and p.owner_id = ${userId})
  when 'SESSION' then exists (
    select 1 from chat_session s where s.id = resource_id and s.user_id = ${userId})
  else 0 end`;

/** What the person did; of what was done to other people and what is theirs, that it was done. */
export const ownAudit = (db: Db, userId: string) =>
  pages(
    db,
    (_start, rowid) => sql`
      select 0 as _a, rowid as _b, created_at, event_type, action, resource_type, resource_id,
        severity, ${where}, key_id,
        case when ${aboutOwn(userId)} then old_value end as old_value,
        case when ${aboutOwn(userId)} then new_value end as new_value
      from audit_log where user_id = ${userId} and rowid > ${rowid}
      order by rowid limit ${perPage}`,
    0,
    withDate,
  );

/** What others did to the account; who, and from where, is theirs. */
export const auditAboutOneself = (db: Db, userId: string) =>
  pages(
    db,
    (_start, rowid) => sql`
      select 0 as _a, rowid as _b, created_at, event_type, action, severity, old_value, new_value
      from audit_log where resource_type = 'USER' and resource_id = ${userId}
        and user_id is not ${userId} and rowid > ${rowid}
      order by rowid limit ${perPage}`,
    0,
    withDate,
  );

const listed = (kinds: readonly string[]): SQL =>
  sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `,
  );

/** Facts of other people stay out: whom administrators were told of, and who did something. */
export const ownNotices = (db: Db, userId: string) =>
  pages(
    db,
    (at, rowid) => sql`
      select created_at as _a, rowid as _b, created_at, kind, severity, link, read_at,
        case when kind in (${listed(ofPeople)}) then null
          when kind in (${listed(byOthers)}) then json_remove(data, '$.name', '$.by', '$.user_id')
          else data end as data
      from notice where user_id = ${userId} and (created_at, rowid) > (${at}, ${rowid})
      order by created_at, rowid limit ${perPage}`,
    0,
    (row) => ({ ...withDate(row), read_at: isoOf(row["read_at"]) }),
  );

export const ownLogins = (db: Db, userId: string) =>
  pages(
    db,
    (at, rowid) => sql`
      select login_at as _a, rowid as _b, id, method, ${where}, login_at,
        last_activity_at, expires_at, is_active, logout_at, logout_reason
      from user_session where user_id = ${userId} and (login_at, rowid) > (${at}, ${rowid})
      order by login_at, rowid limit ${perPage}`,
    0,
    (row) => ({
      ...row,
      login_at: isoOf(row["login_at"]),
      last_activity_at: isoOf(row["last_activity_at"]),
      expires_at: isoOf(row["expires_at"]),
      logout_at: isoOf(row["logout_at"]),
    }),
  );

/** Decisions with what was said; not who decided. */
export const ownRequests = (db: Db, userId: string) =>
  pages(
    db,
    (at, rowid) => sql`
      select created_at as _a, rowid as _b, id, kind, reason, amount_micro_usd, status,
        decided_at, decision_note, ends_at, created_at
      from access_request where user_id = ${userId} and (created_at, rowid) > (${at}, ${rowid})
      order by created_at, rowid limit ${perPage}`,
    0,
    (row) => ({
      ...withDate(row),
      decided_at: isoOf(row["decided_at"]),
      ends_at: isoOf(row["ends_at"]),
    }),
  );
