import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Role } from "#contract/common";
import { flag, id, instant, json } from "../platform/columns.ts";

/** */
export const systemAnnouncement = sqliteTable(
  "system_announcement",
  {
    id: id().primaryKey(),
    title: text("title", { length: 200 }).notNull(),
    /** Markdown. */
    content: text("content").notNull(),
    announcementType: text("announcement_type", {
      enum: ["INFO", "WARNING", "MAINTENANCE"],
    }).notNull(),
    /** 1 is the highest. */
    priority: integer("priority").notNull().default(5),
    startAt: instant("start_at").notNull(),
    /** Null: without end. */
    endAt: instant("end_at"),
    isActive: flag("is_active").notNull().default(true),
    /** Null or empty: everybody. */
    targetRoles: json<Role[]>("target_roles"),
    createdBy: id("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Later with every change: what a change is made from (ETag). */
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("system_announcement_active").on(t.isActive, t.startAt, t.endAt)],
);

/** Who has put an announcement away (C-20). */
export const announcementRead = sqliteTable(
  "announcement_read",
  {
    announcementId: id("announcement_id").notNull(),
    userId: id("user_id").notNull(),
    readAt: instant("read_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.announcementId, t.userId] }),
    index("announcement_read_user").on(t.userId),
  ],
);
