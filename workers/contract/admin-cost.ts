import * as v from "valibot";
import { Count, NumberParam } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { compared, frame, points, statistics } from "./statistics-shapes.ts";

const spent = { cost_micro_usd: v.number(), calls: Count };

const CostStatistics = v.object({
  ...frame,
  points: points(spent),
  by_model: v.array(
    v.object({
      model: v.string(),
      calls: Count,
      input_tokens: Count,
      output_tokens: Count,
      cache_read_tokens: Count,
      cache_write_tokens: Count,
      cost_micro_usd: v.number(),
      previous_micro_usd: v.number(),
    }),
  ),
  ...compared(spent),
  month_to_date_micro_usd: v.number(),
  last_month_micro_usd: v.number(),
  year_to_date_micro_usd: v.number(),
  lifetime_micro_usd: v.number(),
  forecast: v.object({
    /** Null where too little is known yet. */
    month_end_micro_usd: v.nullable(v.number()),
    /** What is spent, and for each day that is left the mean of the same kind of day (workday, weekend). */
    method: v.literal("mean_by_kind_of_day"),
    /** Whole days of the last 28 it is reckoned from. */
    from_days: Count,
  }),
  budget: v.object({
    /** Of the whole site; null where none is set. */
    month_micro_usd: v.nullable(Count),
    used_percentage: v.nullable(v.number()),
    forecast_percentage: v.nullable(v.number()),
  }),
});

const PersonCost = v.object({
  user_id: Id,
  /** Null: the account is gone. */
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
  calls: Count,
  month_micro_usd: v.number(),
  year_micro_usd: v.number(),
  lifetime_micro_usd: v.number(),
});

export const getCostStatistics = statistics(
  "statistics/costs",
  "What models cost by day and model, with a forecast (U-206)",
  CostStatistics,
);
export const listPersonCosts = endpoint({
  method: "GET",
  path: "/admin/statistics/costs/people",
  access: "admin",
  summary: "What people cost: the month, its year, and ever",
  query: v.object({
    /** `YYYY-MM`; this month where nothing is said. */
    month: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month"))),
    sort_by: v.optional(v.picklist(["month", "year", "lifetime"]), "month"),
    page: NumberParam(1, 1_000_000, 1),
    limit: NumberParam(1, 100, 20),
  }),
  output: v.object({
    month: v.string(),
    items: v.array(PersonCost),
    total: Count,
    page: Count,
    limit: Count,
    total_pages: Count,
  }),
});
