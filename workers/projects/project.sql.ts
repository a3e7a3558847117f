import { and, eq, gt, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";
import { user } from "../auth/user.sql.ts";

export const project = sqliteTable(
  "project",
  {
    id: id().primaryKey(),
    name: text("name", { length: 100 }).notNull(),
    /** The name as searches compare it; absent until it is made (see platform/folded-name). */
    nameFolded: text("name_folded"),
    ownerId: id("owner_id")
      .notNull()
      .references(() => user.id),
    status: text("status", { enum: ["active", "archived", "deleted"] }).notNull(),
    createdAt: instant("created_at").notNull(),
    lastActivityAt: instant("last_activity_at").notNull(),
    deletedAt: instant("deleted_at"),
    /** As its Workspace last told, seconds after its files changed. */
    storageBytes: integer("storage_bytes").notNull().default(0),
    fileCount: integer("file_count").notNull().default(0),
  },
  (t) => [
    index("project_owner").on(t.ownerId, t.status),
    index("project_activity").on(t.status, t.lastActivityAt),
    index("project_latest").on(t.lastActivityAt),
    index("project_created").on(t.createdAt),
    index("project_size").on(t.storageBytes),
    index("project_storage").on(t.status, t.storageBytes),
    index("project_unfolded")
      .on(t.id)
      .where(sql`${t.nameFolded} is null`),
  ],
);

/** The bin's date of what is being destroyed: the next clean-up ends it, nobody takes it back. */
export const beingDestroyed = new Date(0);

/** What lies in the bin and can still be taken back. */
export const inBin = and(eq(project.status, "deleted"), gt(project.deletedAt, beingDestroyed));

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
