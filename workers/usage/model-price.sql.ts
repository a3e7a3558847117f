import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "../platform/columns.ts";

/** Prices in micro-dollars per million tokens, by token class (T-12). A row holds from its date until a later one. */
export const modelPrice = sqliteTable(
  "model_price",
  {
    /** A model id; a trailing star stands for the rest. A whole id counts, else the longest match. */
    model: text("model", { length: 100 }).notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    /** The row holds for whole calls whose prompt is longer than this many tokens. */
    promptOver: integer("prompt_over").notNull(),
    input: integer("input").notNull(),
    output: integer("output").notNull(),
    cacheRead: integer("cache_read").notNull(),
    cacheWrite5m: integer("cache_write_5m").notNull(),
    cacheWrite1h: integer("cache_write_1h").notNull(),
  },
  (t) => [primaryKey({ columns: [t.model, t.effectiveFrom, t.promptOver] })],
);
