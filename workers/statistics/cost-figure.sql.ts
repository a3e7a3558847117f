import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id } from "../platform/columns.ts";

const sums = {
  calls: integer("calls").notNull(),
  inputTokens: integer("input_tokens").notNull(),
  outputTokens: integer("output_tokens").notNull(),
  cacheReadTokens: integer("cache_read_tokens").notNull(),
  cacheWriteTokens: integer("cache_write_tokens").notNull(),
  costMicroUsd: integer("cost_micro_usd").notNull(),
};

/** What a model cost on a day of the site (U-206); kept for ever. */
export const costDay = sqliteTable(
  "cost_day",
  {
    day: text("day", { length: 10 }).notNull(),
    model: text("model", { length: 100 }).notNull(),
    ...sums,
  },
  (t) => [primaryKey({ columns: [t.day, t.model] })],
);

/**
 * Model calls of a minute, what they cost and the work they show, as `day_figure` has it: a day that is not
 * over is beside another as far as that. Kept a year.
 */
export const usageMinute = sqliteTable("usage_minute", {
  /** Unix minutes. */
  minute: integer("minute").primaryKey(),
  calls: integer("calls").notNull(),
  costMicroUsd: integer("cost_micro_usd").notNull(),
  messages: integer("messages").notNull().default(0),
  sittings: integer("sittings").notNull().default(0),
  sittingMs: integer("sitting_ms").notNull().default(0),
});

/** What a person cost in a month (`YYYY-MM`), in a year (`YYYY`) and ever (empty). */
export const personCost = sqliteTable(
  "person_cost",
  { period: text("period", { length: 7 }).notNull(), userId: id("user_id").notNull(), ...sums },
  (t) => [
    primaryKey({ columns: [t.period, t.userId] }),
    index("person_cost_most").on(t.period, t.costMicroUsd),
  ],
);
