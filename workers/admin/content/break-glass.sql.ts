import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";

/** C-14: an administrator's leave to read what belongs to somebody else, for a while and a reason. */
export const breakGlass = sqliteTable(
  "break_glass",
  {
    id: id().primaryKey(),
    adminId: id("admin_id").notNull(),
    /** Of the sign-in it was given in: it ends with that, whoever ends it. */
    loginId: text("login_id").notNull().default(""),
    resourceType: text("resource_type", { enum: ["PROJECT", "SESSION"] }).notNull(),
    resourceId: id("resource_id").notNull(),
    /** Whose it is; told of it. */
    ownerId: id("owner_id").notNull(),
    reason: text("reason", { length: 500 }).notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("break_glass_admin").on(t.adminId, t.resourceId, t.expiresAt),
    index("break_glass_resource").on(t.resourceType, t.resourceId, t.createdAt),
  ],
);
