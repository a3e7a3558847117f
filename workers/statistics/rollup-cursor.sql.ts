import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "../platform/columns.ts";

/** How far a table was summed up; it moves in the batch of the sums, and nowhere else. */
export const rollupCursor = sqliteTable("rollup_cursor", {
  /** `levels` is no table: how things stand, counted as of `asOf`. */
  source: text("source", { enum: ["activity", "usage", "audit", "levels"] }).primaryKey(),
  /** The last row counted. */
  rowId: integer("row_id").notNull(),
  /** Its id: where that is another's by now, rows were removed and their numbers given again. */
  rowKey: text("row_key"),
  /** The latest time of any row counted, Unix milliseconds. */
  latest: integer("latest").notNull(),
  /** When the sums last were up to date with the table. */
  asOf: instant("as_of"),
});
