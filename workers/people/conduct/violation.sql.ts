import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";

/** What was detected against the rules of use, and the step of the ladder it led to (U-102, U-106). */
export const violation = sqliteTable(
  "violation",
  {
    id: id().primaryKey(),
    userId: id("user_id").notNull(),
    kind: text("kind", { length: 50 }).notNull(),
    /** 1 warned, 2 suspended for a day, 3 disabled. */
    step: integer("step").notNull(),
    detail: text("detail", { length: 1000 }).notNull(),
    sessionId: id("session_id"),
    createdAt: instant("created_at").notNull(),
    dismissedAt: instant("dismissed_at"),
    dismissedBy: id("dismissed_by"),
  },
  (t) => [
    index("violation_user").on(t.userId, t.createdAt),
    index("violation_created").on(t.createdAt),
    index("violation_open")
      .on(t.createdAt)
      .where(sql`${t.dismissedAt} is null`),
  ],
);
