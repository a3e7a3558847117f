import * as v from "valibot";

export const Text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Role = v.picklist(["user", "admin", "guest"]);
export type Role = v.InferOutput<typeof Role>;

/** U-063. `bypass` is for administrators only. */
export const PermissionMode = v.picklist(["default", "acceptEdits", "plan", "bypass"]);
export type PermissionMode = v.InferOutput<typeof PermissionMode>;

/** A query parameter that is a number. */
export const NumberParam = (min: number, max: number, fallback: number) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
    String(fallback),
  );

export const Language = v.picklist(["ja", "en"]);

export const Theme = v.picklist(["system", "light", "dark"]);

/** An address, in lower case. */
export const Email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254));

/** As typed: what it must be is checked where one is chosen (T-07). */
export const Password = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** A name of the IANA time zone database. */
export const TimeZone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check((name) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat;
    } catch {
      return false;
    }
  }, "not a time zone"),
);

/** An instant on the wire, ISO 8601 UTC. */
export const Instant = v.string();

/** The envelope of administrators' lists. `limit` at most 100 (A-030). */
export const PageQuery = {
  page: NumberParam(1, 1_000_000, 1),
  limit: NumberParam(1, 100, 50),
};

export const Page = <Item extends v.GenericSchema>(item: Item) => ({
  items: v.array(item),
  total: Count,
  page: Count,
  limit: Count,
  total_pages: Count,
});
