import * as v from "valibot";
import { Count, Instant, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** Micro-dollars per million tokens, from a date on (T-12). */
export const ModelPrice = v.object({
  /** A model id; a trailing star stands for the rest. The longest match counts. */
  model: v.string(),
  effective_from: Instant,
  /** Holds for calls whose prompt is longer than this many tokens. */
  prompt_over: Count,
  input: Count,
  output: Count,
  cache_read: Count,
  cache_write_5m: Count,
  cache_write_1h: Count,
});
export type ModelPrice = v.InferOutput<typeof ModelPrice>;

const identity = {
  model: v.pipe(
    Text(100),
    v.regex(/^[\w.:@/-]+\*?$/, "a model id, with a star at its end at most"),
  ),
  effective_from: v.pipe(v.string(), v.isoTimestamp()),
  prompt_over: v.optional(Count, 0),
};

export const listPrices = endpoint({
  method: "GET",
  path: "/admin/prices",
  access: "admin",
  summary: "The price table, by model, newest first",
  output: v.object({ items: v.array(ModelPrice) }),
});

export const setPrice = endpoint({
  method: "PUT",
  path: "/admin/prices",
  access: "admin",
  stepUp: "second-factor",
  summary: "Add or correct a price; costs on record change only by a recompute",
  json: v.object({
    ...identity,
    input: Count,
    output: Count,
    cache_read: Count,
    cache_write_5m: Count,
    cache_write_1h: Count,
  }),
  output: ModelPrice,
  record: ["model", "effective_from", "input", "output"],
});

export const deletePrice = endpoint({
  method: "POST",
  path: "/admin/prices/delete",
  access: "admin",
  stepUp: "second-factor",
  summary: "Take a row out of the price table",
  json: v.object(identity),
  record: ["model", "effective_from"],
});

export const recomputeCosts = endpoint({
  method: "POST",
  path: "/admin/prices/recompute",
  access: "admin",
  stepUp: "second-factor",
  summary: "Reckon recorded costs again with today's table, in bounded steps; `dry_run` only says",
  json: v.object({
    from: v.pipe(v.string(), v.isoTimestamp()),
    model: v.optional(Text(100)),
    dry_run: v.optional(v.boolean(), true),
    /** Where the step before ended. */
    cursor: v.optional(Text(200)),
  }),
  output: v.object({
    examined: Count,
    changed: Count,
    before_micro_usd: Count,
    after_micro_usd: Count,
    /** Null: done. */
    cursor: v.nullable(v.string()),
  }),
  record: ["from", "model", "dry_run"],
});
