import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag } from "../columns.ts";

/**
 * How many rows user_activity has of each hour (Unix hours), failures apart. Kept by triggers of the
 * migration, so that whoever inserts or deletes keeps it right.
 */
export const activityHour = sqliteTable(
  "activity_hour",
  {
    hour: integer("hour").notNull(),
    failed: flag("failed").notNull(),
    rows: integer("rows").notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.failed] })],
);

/** The same of audit_log, by kind of event. */
export const auditHour = sqliteTable(
  "audit_hour",
  {
    hour: integer("hour").notNull(),
    eventType: text("event_type").notNull(),
    rows: integer("rows").notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.eventType] })],
);
