import * as v from "valibot";
import { Moment } from "#contract/dates";
import type { StepUp } from "#contract/endpoint";

export type SettingCategory = "GENERAL" | "SECURITY" | "MAINTENANCE";

/** What a form shows for it. */
export type Control = "number" | "toggle" | "text" | "lines" | "choice" | "time";

export interface Option {
  readonly value: string;
  readonly ja: string;
  readonly en: string;
}

/**
 * One setting of the site: bounds, unit, default and words in one place. The form,
 * the check, the API and docs/settings.md are made of it.
 */
export interface Setting<T> {
  readonly category: SettingCategory;
  readonly type: "STRING" | "NUMBER" | "BOOLEAN" | "JSON";
  /** Turns what comes into what is kept. */
  readonly schema: v.GenericSchema<unknown, T>;
  readonly fallback: T;
  readonly control: Control;
  /** Settings that belong together in a form. */
  readonly group: string;
  readonly unit: string | null;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Of a text, or the number of lines. */
  readonly max_length?: number;
  /** Null is a value of it: no limit, no time. */
  readonly nullable?: true;
  readonly options?: readonly Option[];
  readonly secret: boolean;
  readonly editable: boolean;
  /** What must have been shown lately to change it; such a setting is never changed with a key. */
  readonly proof: StepUp | null;
  readonly ja: string;
  readonly en: string;
}

export type Words = readonly [ja: string, en: string];

type Base<T> = Pick<Setting<T>, "category" | "group">;
type More = Partial<Pick<Setting<unknown>, "proof" | "editable" | "secret">>;

const rest = ([ja, en]: Words, more: More) =>
  ({ secret: false, editable: true, proof: null, ...more, ja, en }) as const;

export const number = (
  base: Base<number>,
  [min, max]: readonly [number, number],
  fallback: number,
  unit: string | null,
  words: Words,
  more: More = {},
): Setting<number> => ({
  ...base,
  type: "NUMBER",
  schema: v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
  fallback,
  control: "number",
  unit,
  min,
  max,
  step: 1,
  ...rest(words, more),
});

/** A number, or null where there is no limit. */
export const limit = (
  base: Base<number>,
  [min, max, step]: readonly [number, number, number],
  fallback: number | null,
  unit: string | null,
  words: Words,
  more: More = {},
): Setting<number | null> => ({
  ...base,
  type: "NUMBER",
  schema: v.nullable(
    v.pipe(
      v.number(),
      v.minValue(min),
      v.maxValue(max),
      v.check(
        (value) => Math.abs(value / step - Math.round(value / step)) < 1e-6,
        `in steps of ${step}`,
      ),
    ),
  ),
  fallback,
  control: "number",
  unit,
  min,
  max,
  step,
  nullable: true,
  ...rest(words, more),
});

export const toggle = (
  base: Base<boolean>,
  fallback: boolean,
  words: Words,
  more: More = {},
): Setting<boolean> => ({
  ...base,
  type: "BOOLEAN",
  schema: v.boolean(),
  fallback,
  control: "toggle",
  unit: null,
  ...rest(words, more),
});

export const text = (
  base: Base<string>,
  maxLength: number,
  words: Words,
  more: More = {},
): Setting<string> => ({
  ...base,
  type: "STRING",
  schema: v.pipe(v.string(), v.trim(), v.maxLength(maxLength)),
  fallback: "",
  control: "text",
  unit: null,
  max_length: maxLength,
  ...rest(words, more),
});

export const choice = <const Value extends string>(
  base: Base<Value>,
  options: readonly (Option & { readonly value: Value })[],
  fallback: Value,
  words: Words,
  more: More = {},
): Setting<Value> => ({
  ...base,
  type: "STRING",
  schema: v.picklist(options.map((one) => one.value)),
  fallback,
  control: "choice",
  unit: null,
  options,
  ...rest(words, more),
});

/** An instant, ISO 8601 UTC, or null. */
export const time = (
  base: Base<string>,
  words: Words,
  more: More = {},
): Setting<string | null> => ({
  ...base,
  type: "STRING",
  schema: v.nullable(
    v.pipe(
      Moment,
      v.transform((value) => new Date(value).toISOString()),
    ),
  ),
  fallback: null,
  control: "time",
  unit: null,
  nullable: true,
  ...rest(words, more),
});

/** Lines of one kind, none of them empty; each is kept in its one spelling. */
export const lines = (
  base: Base<string[]>,
  line: v.GenericSchema<string, string>,
  maxLength: number,
  words: Words,
  more: More = {},
): Setting<string[]> => ({
  ...base,
  type: "JSON",
  schema: v.pipe(
    v.array(line),
    v.maxLength(maxLength),
    v.transform((found) => [...new Set(found)]),
  ),
  fallback: [],
  control: "lines",
  unit: null,
  max_length: maxLength,
  ...rest(words, more),
});
