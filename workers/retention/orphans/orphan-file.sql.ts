import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";

/** Bodies in R2 that no project names any more, as the last search found them. */
export const orphanFile = sqliteTable(
  "orphan_file",
  {
    id: id().primaryKey(),
    key: text("key", { length: 200 }).notNull().unique(),
    /** What the object itself says of its origin. */
    projectId: id("project_id"),
    projectName: text("project_name", { length: 100 }),
    path: text("path").notNull(),
    size: integer("size").notNull(),
    mimeType: text("mime_type", { length: 100 }).notNull(),
    createdAt: instant("created_at").notNull(),
    foundAt: instant("found_at").notNull(),
  },
  (t) => [index("orphan_file_size").on(t.size)],
);
