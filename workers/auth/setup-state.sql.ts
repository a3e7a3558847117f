import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";

/** One row once the first administrator exists: its fixed key makes a second set-up fail. */
export const setupState = sqliteTable("setup_state", {
  key: text("key", { enum: ["done"] }).primaryKey(),
  userId: id("user_id").notNull(),
  doneAt: instant("done_at").notNull(),
});
