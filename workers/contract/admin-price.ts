import * as v from "valibot";
import { Count, Instant, Text } from "./common.ts";
import { Moment } from "./dates.ts";
import { endpoint } from "./endpoint.ts";

/** Far above any price there is: what is mistyped spends nobody's budget, and sums stay exact. */
const Rate = v.pipe(Count, v.maxValue(100_000_000_000));
const Tokens = v.pipe(Count, v.maxValue(100_000_000));

/** Micro-dollars per million tokens, from a date on (T-12). */
export const ModelPrice = v.object({
  /** A model id; a trailing star stands for the rest. A whole id counts, else the longest match. */
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

export const priceIdentity = {
  model: v.pipe(
    Text(100),
    v.regex(/^[\w.:@/-]+\*?$/, "a model id, with a star at its end at most"),
  ),
  effective_from: Moment,
  prompt_over: v.optional(Tokens, 0),
};

export const listPrices = endpoint({
  method: "GET",
  path: "/admin/prices",
  access: "admin",
  summary: "The price table, by model, newest first",
  output: v.object({ items: v.array(ModelPrice) }),
});

const rates = ["input", "output", "cache_read", "cache_write_5m", "cache_write_1h"] as const;

/** What is used at such a price counts towards no budget: a slip of the hand must not bring it about. */
export const hasZero = (price: Readonly<Record<(typeof rates)[number], number>>): boolean =>
  rates.some((rate) => price[rate] === 0);

/** The row as its author has read it, null: there was none. Another by now is EDIT_001, one at all PRICE_004. */
const Shown = v.optional(v.nullable(v.object(v.entriesFromList(rates, Rate))));

export const setPrice = endpoint({
  method: "PUT",
  path: "/admin/prices",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary:
    "Add or correct a price; costs on record change only by a recompute. A rate of 0 takes `allow_zero`",
  json: v.object({
    ...priceIdentity,
    input: Rate,
    output: Rate,
    cache_read: Rate,
    cache_write_5m: Rate,
    cache_write_1h: Rate,
    /** A rate of 0 is meant: what it is charged for is free, and counts towards no budget. */
    allow_zero: v.optional(v.boolean(), false),
    shown: Shown,
  }),
  output: ModelPrice,
  record: ["model", "effective_from", "input", "output", "allow_zero"],
});

export const deletePrice = endpoint({
  method: "POST",
  path: "/admin/prices/delete",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary: "Take a row out of the price table",
  json: v.object({ ...priceIdentity, shown: Shown }),
  record: ["model", "effective_from"],
});

export const recomputeCosts = endpoint({
  method: "POST",
  path: "/admin/prices/recompute",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary: "Reckon recorded costs again with today's table, in bounded steps; `dry_run` only says",
  json: v.object({
    from: Moment,
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
