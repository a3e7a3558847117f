import type { Db, Statement } from "./db.ts";
import { auditLog } from "./audit.sql.ts";
import type { Actor, Origin } from "./http.ts";

export interface AuditEntry {
  /** Of a row that may be written twice, and counts once; with the time it speaks of, Unix milliseconds. */
  readonly once?: { readonly id: string; readonly at: number };
  readonly event: "DATA_CHANGE" | "ACCESS" | "SECURITY";
  /** CREATE, UPDATE, DELETE, LOGIN_SUCCESS, LOGIN_FAILED, … */
  readonly action: string;
  readonly resource: readonly [type: string, id: string | null];
  readonly severity?: "INFO" | "WARNING" | "CRITICAL";
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
}

/** Where what happens by itself comes from. */
export const bySystem: Origin = { ip: null, userAgent: null };

const changed = (before?: Record<string, unknown>, after?: Record<string, unknown>) => {
  if (!before || !after) return null;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
};

/**
 * The audit row as a statement: it belongs in the same `db.batch` as the change it speaks of
 * (T-22), so that neither exists without the other.
 */
export function auditStatement(
  db: Db,
  actor: (Pick<Actor, "id"> & Partial<Pick<Actor, "key">>) | null,
  origin: Origin,
  entry: AuditEntry,
): Statement {
  const row = db.insert(auditLog).values({
    id: entry.once?.id ?? crypto.randomUUID(),
    userId: actor?.id ?? null,
    keyId: actor?.key?.id ?? null,
    requestId: origin.requestId ?? null,
    eventType: entry.event,
    action: entry.action,
    resourceType: entry.resource[0],
    resourceId: entry.resource[1],
    oldValue: entry.before ?? null,
    newValue: entry.after ?? null,
    changedFields: changed(entry.before, entry.after),
    ipAddress: origin.ip,
    userAgent: origin.userAgent,
    severity: entry.severity ?? "INFO",
    metadata: entry.metadata ?? null,
    createdAt: new Date(entry.once?.at ?? Date.now()),
  });
  return entry.once ? row.onConflictDoNothing() : row;
}
