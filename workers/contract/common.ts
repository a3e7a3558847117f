import * as v from "valibot";

export const Text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

/** Blank, though letters by their class: fillers of Hangul and the empty pattern of Braille. */
const visible = /[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/** One line others read: nothing in it breaks the line, or turns what stands beside it around. */
export const Line = (max: number) =>
  v.pipe(
    Text(max),
    v.regex(
      /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+$/u,
      "no control or direction character",
    ),
  );

/** Such a line that shows something. */
export const Name = (max: number) => v.pipe(Line(max), v.regex(visible, "nothing to be seen"));

/** Up to 2^53: what is larger is no exact number any more. */
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

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

export const mostInactiveDays = 3650;

/** A filter: nothing happened for so many days. */
export const InactiveDays = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(mostInactiveDays)),
);

export const Language = v.picklist(["ja", "en"]);

export const Theme = v.picklist(["system", "light", "dark"]);

/** An address, in lower case. */
export const Email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254));

/** As typed: what it must be is checked where one is chosen (T-07). */
export const Password = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** As the database spells it; null where it has none of the name. */
function zoneOf(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** A name of the IANA time zone database, however it is capitalized; no mere offset. */
export const TimeZone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check((name) => /^[a-z]/i.test(name) && zoneOf(name) !== null, "not a time zone"),
  v.transform((name) => zoneOf(name) ?? name),
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
