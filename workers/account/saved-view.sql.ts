import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { user } from "../auth/user.sql.ts";
import { id, instant } from "../platform/columns.ts";

/** A list of the console as an administrator wants to see it again: its filters under a name. */
export const savedView = sqliteTable(
  "saved_view",
  {
    id: id().primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    page: text("page", { length: 30, enum: ["activity", "audit"] }).notNull(),
    name: text("name", { length: 60 }).notNull(),
    /** The address's query, without `?`. */
    query: text("query", { length: 2000 }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("saved_view_user").on(t.userId, t.page)],
);
