import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { LimitView } from "./limit.ts";

/** `YYYY-MM-DD`, in the site's time zone. */
const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, "not a day"));

export const CostRow = v.object({
  day: v.string(),
  model: v.string(),
  calls: Count,
  input_tokens: Count,
  output_tokens: Count,
  cache_read_tokens: Count,
  cache_write_tokens: Count,
  cost_micro_usd: Count,
});
export type CostRow = v.InferOutput<typeof CostRow>;

export const getUsage = endpoint({
  method: "GET",
  path: "/usage",
  access: "guest",
  key: "read",
  summary: "The caller's limits: used, limit, where it comes from, when it resets (U-014)",
  output: v.object({
    limits: v.array(LimitView),
    month: v.object({
      /** `YYYY-MM`. */
      key: v.string(),
      spent_micro_usd: Count,
      /** Held for calls that run now. */
      reserved_micro_usd: Count,
      budget_micro_usd: v.nullable(Count),
      state: v.picklist(["ok", "warning", "paused"]),
      resets_at: Instant,
    }),
  }),
});

export const getCosts = endpoint({
  method: "GET",
  path: "/usage/costs",
  access: "guest",
  key: "read",
  summary: "The caller's cost by day and model, newest first",
  query: v.object({ from: v.optional(Day), to: v.optional(Day) }),
  output: v.object({ items: v.array(CostRow), total_micro_usd: Count }),
});
