import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";

export const user = sqliteTable(
  "user",
  {
    id: id().primaryKey(),
    /** Lower case. */
    email: text("email", { length: 254 }).notNull(),
    name: text("name", { length: 100 }).notNull(),
    role: text("role", { enum: ["user", "admin", "guest"] }).notNull(),
    status: text("status", { enum: ["active", "disabled", "deleted"] }).notNull(),
    /** `scrypt$N$r$p$salt$key`; null where no password was set. */
    passwordHash: text("password_hash"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [uniqueIndex("user_email").on(t.email)],
);
