import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";

/** A person's own limits, over those of the role. A null value is no limit; no row follows the role. */
export const userLimit = sqliteTable(
  "user_limit",
  {
    userId: id("user_id").notNull(),
    kind: text("kind", {
      enum: [
        "calls_per_day",
        "messages_per_hour",
        "session_creations_per_minute",
        "connections",
        "sessions_held",
        "storage_bytes",
        "monthly_budget_micro_usd",
      ],
    }).notNull(),
    value: integer("value"),
    setBy: id("set_by"),
    setAt: instant("set_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] }), index("user_limit_kind").on(t.kind)],
);
