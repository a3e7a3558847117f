import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../columns.ts";

/** No foreign key to users: a record outlives the account it speaks of. */
export const userActivity = sqliteTable(
  "user_activity",
  {
    id: id().primaryKey(),
    userId: id("user_id"),
    /** The administrator behind `userId`, while impersonating (T-24). */
    impersonatorId: id("impersonator_id"),
    /** The API key it came with, if one did. */
    keyId: id("key_id"),
    actionType: text("action_type", { length: 50 }).notNull(),
    resourceType: text("resource_type", { length: 50 }),
    resourceId: text("resource_id"),
    endpoint: text("endpoint", { length: 255 }).notNull(),
    method: text("method", { length: 10 }).notNull(),
    /** The address as the contract has it (`/projects/:id`); empty: there is none such. Null: from before there was one. */
    route: text("route", { length: 100 }),
    requestBody: json<Record<string, unknown>>("request_body"),
    responseStatus: integer("response_status").notNull(),
    errorMessage: text("error_message"),
    errorCode: text("error_code", { length: 50 }),
    ipAddress: text("ip_address", { length: 45 }),
    userAgent: text("user_agent", { length: 500 }),
    durationMs: integer("duration_ms").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  // Each serves one filter in the order of time; the rowid at the end of every index breaks ties.
  (t) => [
    index("user_activity_user").on(t.userId, t.createdAt),
    index("user_activity_action").on(t.actionType, t.createdAt),
    index("user_activity_resource").on(t.resourceType, t.resourceId, t.createdAt),
    index("user_activity_kind").on(t.resourceType, t.createdAt),
    index("user_activity_created").on(t.createdAt),
    index("user_activity_status").on(t.responseStatus, t.createdAt),
    index("user_activity_duration").on(t.durationMs, t.createdAt),
    index("user_activity_errors")
      .on(t.createdAt)
      .where(sql`${t.errorMessage} is not null`),
    index("user_activity_impersonator")
      .on(t.impersonatorId)
      .where(sql`${t.impersonatorId} is not null`),
  ],
);
