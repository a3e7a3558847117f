import { sql } from "drizzle-orm";
import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../platform/columns.ts";

/** The inbox in the product (C-20). */
export const notice = sqliteTable(
  "notice",
  {
    id: id().primaryKey(),
    userId: id("user_id").notNull(),
    kind: text("kind", { length: 50 }).notNull(),
    severity: text("severity", { enum: ["info", "warning", "critical"] }).notNull(),
    data: json<Record<string, string | number | null>>("data").notNull(),
    link: text("link", { length: 300 }),
    createdAt: instant("created_at").notNull(),
    readAt: instant("read_at"),
  },
  (t) => [
    index("notice_user").on(t.userId, t.createdAt),
    // Whom it names, besides its reader: found when that account ends.
    index("notice_about")
      .on(sql`(${t.data} ->> 'user_id')`)
      .where(sql`${t.data} ->> 'user_id' is not null`),
  ],
);
