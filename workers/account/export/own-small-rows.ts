import { sql, type SQL } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { isoOf, pages, perPage, type Row } from "./own-rows.ts";

const dates = new Set(["created_at", "last_at", "dismissed_at", "set_at", "last_used_at"]);

const withDates = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, dates.has(name) ? isoOf(value) : value]),
  );

/** A person's rows of a table that has few of each. */
const small = (from: SQL, columns: SQL) => (db: Db, userId: string) =>
  pages(
    db,
    (_start, rowid) => sql`
      select 0 as _a, one.rowid as _b, ${columns} from ${from}
      where one.user_id = ${userId} and one.rowid > ${rowid}
      order by one.rowid limit ${perPage}`,
    0,
    withDates,
  );

/** Files of the archive by name. Who set, found or dismissed something is not the person's to take along. */
export const smallFiles = {
  violations: small(
    sql`violation one`,
    sql`kind, step, detail, session_id, created_at, dismissed_at`,
  ),
  // Whose address it was nobody knows.
  "security-findings": small(
    sql`security_finding one`,
    sql`kind, severity, times, created_at, last_at, dismissed_at`,
  ),
  limits: small(sql`user_limit one`, sql`kind, value, set_at`),
  memberships: small(
    sql`project_member one join project on project.id = one.project_id`,
    sql`one.project_id, project.name, one.role, project.status, one.created_at`,
  ),
  rules: small(sql`project_rule one`, sql`project_id, rule, created_at`),
  passkeys: small(sql`passkey one`, sql`name, created_at, last_used_at`),
  "saved-views": small(sql`saved_view one`, sql`page, name, query, created_at`),
} as const;
