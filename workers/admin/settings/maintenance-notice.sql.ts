import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "../../platform/columns.ts";

/**
 * What everybody was told of a planned maintenance last, and how far that has come (U-098); one row a
 * start.
 */
export const maintenanceNotice = sqliteTable("maintenance_notice", {
  startsAt: instant("starts_at").primaryKey(),
  /** As it was told; null: open end. */
  endsAt: instant("ends_at"),
  /** `moved`: another row's `changed` says so. */
  news: text("news", { enum: ["planned", "changed", "called_off", "moved"] })
    .notNull()
    .default("planned"),
  begunAt: instant("begun_at"),
  /** The last account that was told, by id. */
  lastUserId: text("last_user_id", { length: 36 }).notNull(),
  /** The last account it concerns, by id; null: everybody. */
  upToUserId: text("up_to_user_id", { length: 36 }),
  finishedAt: instant("finished_at"),
});
