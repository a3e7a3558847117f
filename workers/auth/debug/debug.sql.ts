import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../../platform/columns.ts";

/** Whom support looks at, for how long (T-33): one person or one of their chats, never everybody. */
export const debugScope = sqliteTable(
  "debug_scope",
  {
    id: id().primaryKey(),
    /** The person, or the owner of the chat. */
    userId: id("user_id").notNull(),
    /** Null: all the person does. */
    sessionId: id("session_id"),
    level: text("level", { enum: ["DEBUG", "INFO", "WARNING"] }).notNull(),
    reason: text("reason", { length: 500 }),
    enabledBy: id("enabled_by").notNull(),
    enabledAt: instant("enabled_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    endedBy: id("ended_by"),
    entries: integer("entries").notNull().default(0),
  },
  (t) => [
    uniqueIndex("debug_scope_open")
      .on(t.userId)
      .where(sql`${t.endedAt} is null`),
    index("debug_scope_enabled").on(t.enabledAt),
  ],
);

/** What was recorded in a scope; gone with it a day after it ended. */
export const debugEntry = sqliteTable(
  "debug_entry",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    scopeId: id("scope_id").notNull(),
    at: instant("at").notNull(),
    level: text("level", { enum: ["DEBUG", "INFO", "WARNING"] }).notNull(),
    /** request, query, object, storage, decision, tool, model. */
    event: text("event", { length: 20 }).notNull(),
    requestId: text("request_id", { length: 36 }),
    ms: integer("ms"),
    fields: json<Record<string, unknown>>("fields").notNull(),
  },
  (t) => [index("debug_entry_scope").on(t.scopeId, t.seq)],
);
