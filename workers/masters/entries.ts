/** What an import takes and an export gives, by kind: an entry as data, and as lines of a CSV. */
import * as v from "valibot";
import { hasZero, priceIdentity } from "#contract/admin-price";
import {
  CommandPatternInput,
  type MasterKind,
  ProjectTemplateInput,
  PromptTemplateInput,
} from "#contract/master";
import { normalizePath } from "../workspace/paths.ts";

const mebibyte = 1024 * 1024;

const isPath = (path: string): boolean => {
  try {
    return normalizePath(path) === path;
  } catch {
    return false;
  }
};

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const filesBytes = (files: Readonly<Record<string, string>>): number =>
  Object.values(files).reduce((sum, text) => sum + bytesOf(text), 0);

/** A record would drop them without a word. */
const namesOfNoFile = ["__proto__", "constructor", "prototype"];

const Files = v.pipe(
  v.unknown(),
  v.check(
    (files) => !namesOfNoFile.some((name) => Object.hasOwn(Object(files), name)),
    "no file may be named constructor, prototype or __proto__",
  ),
  v.record(
    v.pipe(v.string(), v.check(isPath, "not a path of a project")),
    v.pipe(
      v.string(),
      v.check((text) => !text.includes("\0"), "not text"),
    ),
  ),
  v.check((files) => {
    const count = Object.keys(files).length;
    return count >= 1 && count <= 200;
  }, "1 to 200 files"),
  v.check((files) => filesBytes(files) <= mebibyte, "more than 1 MiB"),
);

/** A number, of a CSV as its cell has it: what is one, but too large, is told the bound. */
const NumberOf = (empty?: number) =>
  v.union([
    v.number(),
    v.pipe(
      v.string(),
      v.trim(),
      v.transform((text) => (text === "" && empty !== undefined ? String(empty) : text)),
      v.regex(/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i),
      v.transform(Number),
    ),
  ]);

/** US dollars for a million tokens, in a file; micro-dollars inside. */
const Dollars = v.pipe(
  NumberOf(),
  v.minValue(0),
  v.maxValue(100_000),
  v.transform((dollars) => Math.round(dollars * 1_000_000)),
);

/** A cell may be empty; a spreadsheet writes TRUE. */
const Yes = v.optional(
  v.union([
    v.boolean(),
    v.pipe(
      v.string(),
      v.trim(),
      v.toLowerCase(),
      v.picklist(["", "true", "false"]),
      v.transform((text) => text === "true"),
    ),
  ]),
  false,
);

const Tokens = v.optional(
  v.pipe(NumberOf(0), v.integer("a whole number"), v.minValue(0), v.maxValue(100_000_000)),
  0,
);

export const entrySchemas = {
  project_templates: v.object({ ...ProjectTemplateInput.entries, files: Files }),
  prompt_templates: PromptTemplateInput,
  command_patterns: CommandPatternInput,
  model_prices: v.pipe(
    v.object({
      model: priceIdentity.model,
      effective_from: priceIdentity.effective_from,
      prompt_over: Tokens,
      input: Dollars,
      output: Dollars,
      cache_read: Dollars,
      cache_write_5m: Dollars,
      cache_write_1h: Dollars,
      allow_zero: Yes,
    }),
    v.check((price) => price.allow_zero || !hasZero(price), "a price of 0 takes allow_zero: true"),
    v.transform(({ allow_zero: _said, ...price }) => price),
  ),
} as const satisfies Record<MasterKind, v.GenericSchema>;

export type Entry<Kind extends MasterKind> = v.InferOutput<(typeof entrySchemas)[Kind]>;

export const csvColumns: Readonly<Record<MasterKind, readonly string[]>> = {
  // A line a file; those of one name belong together.
  project_templates: ["name", "description", "path", "content"],
  prompt_templates: ["name", "description", "body"],
  command_patterns: ["pattern", "effect", "note"],
  model_prices: [
    "model",
    "effective_from",
    "prompt_over",
    "input",
    "output",
    "cache_read",
    "cache_write_5m",
    "cache_write_1h",
    "allow_zero",
  ],
};

export const csvRequired: Readonly<Record<MasterKind, readonly string[]>> = {
  project_templates: ["name", "path", "content"],
  prompt_templates: ["name", "body"],
  command_patterns: ["pattern", "effect"],
  model_prices: csvColumns.model_prices.filter(
    (column) => column !== "prompt_over" && column !== "allow_zero",
  ),
};
