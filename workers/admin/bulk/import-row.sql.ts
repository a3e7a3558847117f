import { integer, primaryKey, sqliteTable } from "drizzle-orm/sqlite-core";
import { id, json } from "../../platform/columns.ts";

/** Rows of a file that wait for their job; gone with the step that deals with them. */
export const importRow = sqliteTable(
  "import_row",
  {
    jobId: id("job_id").notNull(),
    /** As a spreadsheet counts: the header is 1. */
    row: integer("row").notNull(),
    data: json<unknown>("data").notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.row] })],
);
