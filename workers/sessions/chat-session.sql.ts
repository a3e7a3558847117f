import { sql } from "drizzle-orm";
import { index, integer, type SQLiteColumn, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";
import { project } from "../projects/project.sql.ts";
import { user } from "../auth/user.sql.ts";

/**
 * What the console's list is filtered by. It stands in the index of each of its orders, so that pages
 * and counts read no row they pass over.
 */
const asked = (t: Record<Asked, SQLiteColumn>) =>
  [t.run, t.mode, t.model, t.bypassUntil, t.userId, t.projectId] as const;
type Asked = "run" | "mode" | "model" | "bypassUntil" | "userId" | "projectId";

/** The list of chat sessions; the transcript lives in the session's own object. */
export const chatSession = sqliteTable(
  "chat_session",
  {
    id: id().primaryKey(),
    projectId: id("project_id")
      .notNull()
      .references(() => project.id),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    title: text("title", { length: 120 }).notNull(),
    model: text("model", { length: 100 }).notNull(),
    mode: text("mode", { enum: ["default", "acceptEdits", "plan", "bypass"] }).notNull(),
    /** When bypass mode ends by itself (T-06); past it the mode is `default`. */
    bypassUntil: instant("bypass_until"),
    status: text("status", { enum: ["active", "idle", "expired", "terminated"] }).notNull(),
    /** As the session's object last told; written when a run begins, waits and ends. */
    run: text("run", { enum: ["idle", "running", "waiting"] })
      .notNull()
      .default("idle"),
    messageCount: integer("message_count").notNull().default(0),
    costMicroUsd: integer("cost_micro_usd").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    lastActivityAt: instant("last_activity_at").notNull(),
    deletedAt: instant("deleted_at"),
    /** Put away: kept, not counted among those held (C-04, C-07). */
    archivedAt: instant("archived_at"),
  },
  (t) => [
    index("chat_session_user").on(t.userId, t.status, t.lastActivityAt),
    index("chat_session_project").on(t.projectId, t.status),
    index("chat_session_run").on(t.run, t.lastActivityAt),
    index("chat_session_latest").on(t.deletedAt, t.lastActivityAt, t.id, ...asked(t)),
    index("chat_session_bypass")
      .on(t.bypassUntil)
      .where(sql`${t.bypassUntil} is not null`),
    index("chat_session_created").on(t.deletedAt, t.createdAt, t.id, ...asked(t), t.lastActivityAt),
    index("chat_session_cost").on(t.deletedAt, t.costMicroUsd, t.id, ...asked(t), t.lastActivityAt),
    index("chat_session_messages").on(
      t.deletedAt,
      t.messageCount,
      t.id,
      ...asked(t),
      t.lastActivityAt,
    ),
  ],
);
