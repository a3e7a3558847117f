import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";
import { user } from "../user.sql.ts";

/** The hashes an account had before: the last three may not come again (U-051). */
export const passwordHistory = sqliteTable(
  "password_history",
  {
    id: id().primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    passwordHash: text("password_hash").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("password_history_user").on(t.userId, t.createdAt)],
);
