import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";

/** One row per model call. No foreign keys: what was spent stays when a person or project goes. */
export const usageRecord = sqliteTable(
  "usage_record",
  {
    id: id().primaryKey(),
    userId: id("user_id").notNull(),
    projectId: id("project_id").notNull(),
    sessionId: id("session_id").notNull(),
    turnId: id("turn_id").notNull(),
    model: text("model", { length: 100 }).notNull(),
    /** The API key it was asked for with, if one was. */
    keyId: id("key_id"),
    /** In the site's time zone, `YYYY-MM-DD`. */
    day: text("day", { length: 10 }).notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    cacheReadTokens: integer("cache_read_tokens").notNull(),
    cacheWrite5mTokens: integer("cache_write_5m_tokens").notNull(),
    cacheWrite1hTokens: integer("cache_write_1h_tokens").notNull(),
    costMicroUsd: integer("cost_micro_usd").notNull(),
    /** From asking to the end of the answer; null where it was not noted. */
    durationMs: integer("duration_ms"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("usage_record_day").on(t.day, t.model),
    index("usage_record_user").on(t.userId, t.day),
    index("usage_record_session").on(t.sessionId),
  ],
);
