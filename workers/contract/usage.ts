import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { Day } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { LimitView } from "./limit.ts";

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
  summary:
    "The caller's limits: used, limit, where it comes from, when it resets (U-014); " +
    "with `key_id`, as they are for one of the caller's API keys (D-17)",
  query: v.object({ key_id: v.optional(Id) }),
  output: v.object({
    /** Of the person, or of the key where that ends first: what holds. */
    limits: v.array(LimitView),
    /** The key's own, each with what the key itself used; empty without one. */
    key_limits: v.array(LimitView),
    month: v.object({
      /** `YYYY-MM`. */
      key: v.string(),
      spent_micro_usd: Count,
      /** Held for calls that run now. */
      reserved_micro_usd: Count,
      budget_micro_usd: v.nullable(Count),
      /** `paused`: no model call that costs fits; see `free_model`. */
      state: v.picklist(["ok", "warning", "paused"]),
      /** A model that costs nothing may be used: that one goes on while the rest is paused. */
      free_model: v.boolean(),
      /** What the smallest call that costs takes at least, as last reckoned; 0 before the first. */
      smallest_call_micro_usd: Count,
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
