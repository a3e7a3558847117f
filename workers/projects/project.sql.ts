import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";
import { user } from "../auth/user.sql.ts";

export const project = sqliteTable(
  "project",
  {
    id: id().primaryKey(),
    name: text("name", { length: 100 }).notNull(),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id),
    status: text("status", { enum: ["active", "archived", "deleted"] }).notNull(),
    createdAt: instant("created_at").notNull(),
    lastActivityAt: instant("last_activity_at").notNull(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    index("project_owner").on(t.ownerId, t.status),
    index("project_activity").on(t.status, t.lastActivityAt),
  ],
);

/** C-21: members from day one; the owner is one of them. */
export const projectMember = sqliteTable(
  "project_member",
  {
    projectId: id("project_id")
      .notNull()
      .references(() => project.id),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role", { enum: ["owner", "member", "viewer"] }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.userId] }),
    index("project_member_user").on(t.userId),
  ],
);
