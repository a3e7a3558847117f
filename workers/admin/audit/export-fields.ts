import type { LogRow } from "../log-list/page-of.ts";
import { toAudit } from "./service.ts";

export const exportColumns = [
  "id",
  "created_at",
  "timestamp",
  "event_type",
  "severity",
  "action",
  "result",
  "user_id",
  "user_name",
  "user_email",
  "impersonator_id",
  "impersonator_name",
  "key_id",
  "login_id",
  "session_id",
  "resource",
  "resource_type",
  "resource_id",
  "changed_fields",
  "old_value",
  "new_value",
  "metadata",
  "ip_address",
  "user_agent",
  "request_id",
  "resource_name",
] as const;

/** A record with the names of U-145 beside its own: a program that knows either can read it. */
export function exportFields(row: LogRow): Readonly<Record<string, unknown>> {
  const { erased_at: _erased, ...record } = toAudit(row);
  const { resource_type: type, resource_id: id } = record;
  return {
    ...record,
    timestamp: Number(row["created_at"]),
    session_id: type === "SESSION" ? id : (record.metadata?.["session_id"] ?? null),
    resource: id === null ? type : `${type}/${id}`,
  };
}
