import { sql } from "drizzle-orm";
import type {
  AuditRecord,
  listAudit as contract,
  tailAudit as tailContract,
} from "#contract/admin-audit";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { resultOf } from "../../platform/records/audit.ts";
import { AppError } from "../../platform/errors.ts";
import { listRows } from "../log-list/list-rows.ts";
import type { LogRow } from "../log-list/page-of.ts";
import { prepare } from "../log-list/statements.ts";
import { tailRows } from "../log-list/tail-rows.ts";
import { resourceNameOf } from "./resource-name.ts";
import { auditSearch } from "./search.ts";
import { auditSource } from "./source.ts";

export type AuditQuery = QueryOf<typeof contract>;

const parsed = <T>(text: unknown): T | null =>
  typeof text === "string" ? (JSON.parse(text) as T) : null;

const instant = (at: unknown): string => new Date(Number(at)).toISOString();

/** A row of the log on the wire. */
export function toAudit({
  place: _place,
  person_name: name,
  person_email: email,
  ...row
}: LogRow): AuditRecord {
  const record: Omit<AuditRecord, "resource_name"> = {
    ...(row as AuditRecord),
    old_value: parsed(row["old_value"]),
    new_value: parsed(row["new_value"]),
    changed_fields: parsed(row["changed_fields"]),
    metadata: parsed(row["metadata"]),
    result: (row["result"] as AuditRecord["result"] | null) ?? resultOf(String(row["action"])),
    created_at: instant(row["created_at"]),
    erased_at: row["erased_at"] == null ? null : instant(row["erased_at"]),
  };
  return { ...record, resource_name: resourceNameOf(record, { name, email }) };
}

/** A-050…A-054. */
export async function listAudit(
  d1: D1Database,
  me: string,
  query: AuditQuery,
): Promise<OutputOf<typeof contract>> {
  const { sort_by, sort_order, page, limit, cursor, ...filters } = query;
  const search = await auditSearch(d1, me, filters);
  const { rows, ...list } = await listRows(d1, auditSource, search, {
    by: sort_by,
    order: sort_order,
    page,
    limit,
    cursor,
  });
  return { ...list, items: rows.map(toAudit) };
}

export async function tailAudit(
  d1: D1Database,
  me: string,
  { cursor, ...filters }: QueryOf<typeof tailContract>,
): Promise<OutputOf<typeof tailContract>> {
  const search = await auditSearch(d1, me, filters);
  const { rows, ...tail } = await tailRows(d1, auditSource, search, cursor);
  return { ...tail, items: rows.map(toAudit) };
}

/** Throws LOG_001. */
export async function getAudit(d1: D1Database, id: string): Promise<AuditRecord> {
  const row = await prepare(
    d1,
    sql`select ${sql.raw(auditSource.columns)} from audit_log t ${sql.raw(auditSource.joins)}
      where t.id = ${id}`,
  ).first<LogRow>();
  if (!row) throw new AppError("LOG_001");
  return toAudit(row);
}
