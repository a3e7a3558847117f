import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";
import { project } from "./project.sql.ts";

/** "Always allow in this project", per person: nobody consents for somebody else. */
export const projectRule = sqliteTable(
  "project_rule",
  {
    projectId: id("project_id")
      .notNull()
      .references(() => project.id),
    userId: id("user_id").notNull(),
    rule: text("rule", { length: 500 }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.userId, t.rule] })],
);
