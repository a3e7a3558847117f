import { sql } from "drizzle-orm";
import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../columns.ts";

/** Append-only. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: id().primaryKey(),
    userId: id("user_id"),
    /** The administrator behind `userId`, while impersonating. */
    impersonatorId: id("impersonator_id"),
    /** The API key the actor came with. */
    keyId: id("key_id"),
    /** The sign-in the actor came with (U-145). */
    loginId: id("login_id"),
    /** The request it was part of. */
    requestId: text("request_id", { length: 36 }),
    eventType: text("event_type", { enum: ["DATA_CHANGE", "ACCESS", "SECURITY"] }).notNull(),
    action: text("action", { length: 50 }).notNull(),
    resourceType: text("resource_type", { length: 50 }).notNull(),
    resourceId: text("resource_id"),
    oldValue: json<Record<string, unknown>>("old_value"),
    newValue: json<Record<string, unknown>>("new_value"),
    changedFields: json<string[]>("changed_fields"),
    ipAddress: text("ip_address", { length: 45 }),
    userAgent: text("user_agent", { length: 500 }),
    severity: text("severity", { enum: ["INFO", "WARNING", "CRITICAL"] }).notNull(),
    metadata: json<Record<string, unknown>>("metadata"),
    /** U-145. Null: written before there was one. */
    result: text("result", { enum: ["success", "failure"] }),
    createdAt: instant("created_at").notNull(),
    /** When what tells of a person was taken out, since the account is gone (T-36). */
    erasedAt: instant("erased_at"),
  },
  // Each serves one filter in the order of time; the rowid at the end of every index breaks ties.
  (t) => [
    index("audit_log_user").on(t.userId, t.createdAt),
    index("audit_log_event").on(t.eventType, t.createdAt),
    index("audit_log_action").on(t.action, t.createdAt),
    index("audit_log_resource").on(t.resourceType, t.resourceId, t.createdAt),
    index("audit_log_kind").on(t.resourceType, t.createdAt),
    index("audit_log_severity").on(t.severity, t.createdAt),
    index("audit_log_created").on(t.createdAt),
    index("audit_log_request")
      .on(t.requestId)
      .where(sql`${t.requestId} is not null`),
    index("audit_log_impersonator")
      .on(t.impersonatorId)
      .where(sql`${t.impersonatorId} is not null`),
  ],
);
