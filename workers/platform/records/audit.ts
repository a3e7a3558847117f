import type { Db, Statement } from "../db.ts";
import { auditLog } from "./audit.sql.ts";
import type { Actor, ActorKey, Origin } from "../http/http.ts";

export type AuditResult = "success" | "failure";

/** What did not come about says so in its action: LOGIN_FAILED, KEY_REFUSED. */
export const resultOf = (action: string): AuditResult =>
  /_(FAILED|REFUSED|DENIED)$/.test(action) ? "failure" : "success";

export interface AuditEntry {
  /** Of a row that may be written twice, and counts once; with the time it speaks of, Unix milliseconds. */
  readonly once?: { readonly id: string; readonly at: number };
  readonly event: "DATA_CHANGE" | "ACCESS" | "SECURITY";
  /** CREATE, UPDATE, DELETE, LOGIN_SUCCESS, LOGIN_FAILED, … */
  readonly action: string;
  readonly resource: readonly [type: string, id: string | null];
  readonly severity?: "INFO" | "WARNING" | "CRITICAL";
  /** Absent: as its action says. */
  readonly result?: AuditResult;
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

/** Who did it; of a key its id is enough. */
type AuditActor = Pick<Actor, "id"> &
  Partial<Pick<Actor, "login_id" | "impersonator">> & {
    readonly key?: Pick<ActorKey, "id"> | null;
  };

/**
 * The audit row as a statement: it belongs in the same `db.batch` as the change it speaks of
 * (T-22), so that neither exists without the other.
 */
export function auditStatement(
  db: Db,
  actor: AuditActor | null,
  origin: Origin,
  entry: AuditEntry,
): Statement {
  const row = db.insert(auditLog).values({
    id: entry.once?.id ?? crypto.randomUUID(),
    userId: actor?.id ?? null,
    keyId: actor?.key?.id ?? null,
    impersonatorId: actor?.impersonator?.id ?? null,
    // With a key, `login_id` is the key's.
    loginId: actor?.key ? null : (actor?.login_id ?? null),
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
    result: entry.result ?? resultOf(entry.action),
    createdAt: new Date(entry.once?.at ?? Date.now()),
  });
  return entry.once ? row.onConflictDoNothing() : row;
}
