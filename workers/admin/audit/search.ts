import { sql } from "drizzle-orm";
import type { listAudit } from "#contract/admin-audit";
import type { QueryOf } from "#contract/endpoint";
import { auditFields, type AuditField, type Term } from "#contract/log-query";
import { containsText } from "../../platform/text/contains-text.ts";
import { openDb } from "../../platform/db.ts";
import { anyContains, searchOf, type Meaning } from "../log-list/conditions.ts";
import { spanOf } from "../log-list/dates.ts";
import { readTerms } from "../log-list/read-terms.ts";
import { ofBoth, ofId, resourceIsMeant } from "../log-list/resource.ts";
import type { Search } from "../log-list/search.ts";
import { keyIsMeant, whoIsMeant } from "../log-list/who.ts";
import { auditSource } from "./source.ts";

export type AuditFilters = Omit<
  QueryOf<typeof listAudit>,
  "sort_by" | "sort_order" | "page" | "limit" | "cursor"
>;

const byUser = "audit_log_user";
const indexes = { both: "audit_log_resource", type: "audit_log_kind" };

const equal = (column: string, value: string, index: string, rank: number): Meaning => {
  const where = sql`${sql.identifier(column)} = ${value}`;
  return { where, served: { where, index, rank } };
};

const eventIsMeant = (event: string): Meaning => {
  const where = sql`event_type = ${event}`;
  // The tabs of the page: their hours are counted apart.
  return { where, served: { where, index: "audit_log_event", hours: where, rank: 7 } };
};

/** Texts a free word is looked for in. */
const texts = ["action", "resource_id", "old_value", "new_value", "metadata", "user_agent"];

/** What each field of the query box asks of a row. */
function meaningOf(d1: D1Database, me: string, { field, value }: Term<AuditField>) {
  switch (field) {
    case "actor":
      return whoIsMeant(openDb(d1), value, me, { column: "user_id", index: byUser });
    case "as":
      // Impersonation is rare: its rows are looked for, not indexed.
      return whoIsMeant(openDb(d1), value, me, { column: "impersonator_id", index: byUser }).then(
        (found) => found && { where: found.where },
      );
    case "event":
      return eventIsMeant(value.toUpperCase());
    case "action":
      return equal("action", value.toUpperCase(), "audit_log_action", 4);
    case "resource":
      return resourceIsMeant(d1, auditSource, value, indexes);
    case "severity": {
      const severity = value.toUpperCase();
      return equal("severity", severity, "audit_log_severity", severity === "INFO" ? 8 : 5);
    }
    case "ip":
      return { where: sql`ip_address = ${value.toLowerCase()}` };
    case "agent":
      return { where: containsText(sql`user_agent`, value) };
    case "key":
      return keyIsMeant(openDb(d1), value, byUser);
    case "request": {
      const where = sql`request_id = ${value.toLowerCase()} and request_id is not null`;
      return { where, served: { where, index: "audit_log_request", rank: 0 } };
    }
    case "field":
      return { where: containsText(sql`changed_fields`, `"${value}"`) };
    case null:
      return { where: anyContains(texts, value) };
    default:
      return field satisfies never;
  }
}

/** Throws REQUEST_001 for a date or a word that means nothing. */
export async function auditSearch(
  d1: D1Database,
  me: string,
  filters: AuditFilters,
): Promise<Search> {
  const { resource_type: type, resource_id: id } = filters;
  const asked = readTerms(auditFields, filters.q, {
    event: filters.event_type,
    actor: filters.user_id,
    action: filters.action,
    resource: id === undefined ? type : undefined,
    severity: filters.severity,
    ip: filters.ip_address,
    key: filters.key_id,
    request: filters.request_id,
  });
  const time = spanOf(filters.start_date, filters.end_date);
  const search = await searchOf(asked, time, (term) => meaningOf(d1, me, term));
  if (id === undefined) return search;
  const resource =
    type === undefined ? await ofId(d1, auditSource, id, indexes) : ofBoth(type, id, indexes);
  if (resource === null) return { ...search, empty: true };
  return resource.served
    ? { ...search, served: [resource.served, ...search.served] }
    : { ...search, others: [...search.others, resource.where] };
}
