import type { ActivityEvent } from "./activity-event.ts";
import { userActivity } from "./activity.sql.ts";
import { openDb, runBatch, type Statement } from "../db.ts";

/** D1 binds at most 100 parameters a statement; a row has 18. */
const rowsPerStatement = 5;

/** Stores a batch of the Queue. An event delivered twice is kept once. */
export async function storeActivity(
  d1: D1Database,
  events: readonly ActivityEvent[],
): Promise<void> {
  const db = openDb(d1);
  const statements: Statement[] = [];
  for (let at = 0; at < events.length; at += rowsPerStatement) {
    const rows = events.slice(at, at + rowsPerStatement).map((event) => ({
      id: event.id,
      userId: event.user_id,
      keyId: event.key_id ?? null,
      impersonatorId: event.impersonator_id ?? null,
      actionType: event.action_type,
      resourceType: event.resource_type,
      resourceId: event.resource_id,
      endpoint: event.endpoint,
      method: event.method,
      route: event.route ?? null,
      requestBody: event.request_body,
      responseStatus: event.response_status,
      errorMessage: event.error_message,
      errorCode: event.error_code,
      ipAddress: event.ip_address,
      userAgent: event.user_agent,
      durationMs: event.duration_ms,
      createdAt: new Date(event.created_at),
    }));
    statements.push(db.insert(userActivity).values(rows).onConflictDoNothing());
  }
  const [first, ...rest] = statements;
  if (first) await runBatch(db, first, ...rest);
}
