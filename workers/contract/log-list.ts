import * as v from "valibot";
import { Count, Instant, Page, PageQuery } from "./common.ts";
import { ofCalendar } from "./dates.ts";

/** `2026-11-21`, a day of the site; or an instant, in the site's zone where it names none. */
export const DateOrInstant = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/,
    "not a date",
  ),
  ofCalendar,
);

export const Flag = v.optional(
  v.pipe(
    v.picklist(["true", "false"]),
    v.transform((text) => text === "true"),
  ),
);

export const FilterText = (max: number) =>
  v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max)));

/** What every log may be asked besides its filters. */
export const LogWindow = {
  /** Both are part of what is asked for. */
  start_date: v.optional(DateOrInstant),
  end_date: v.optional(DateOrInstant),
  /** The query box: `actor:hana -action:READ "time out"`. */
  q: FilterText(500),
};

export const LogPaging = {
  sort_order: v.optional(v.picklist(["asc", "desc"]), "desc"),
  ...PageQuery,
  /** From `next_cursor` or `prev_cursor` of an answer; it goes before `page`. */
  cursor: FilterText(1200),
};

/**
 * The documented envelope, and what makes any depth cost the same. A search no index serves looks at
 * a bounded number of rows: `searched` says how far it came, `next_cursor` goes on from there.
 */
export const LogPage = <Item extends v.GenericSchema>(item: Item) =>
  v.object({
    ...Page(item),
    /**
     * `total` is exact for whole logs, tabs and spans of time, and as far as 20,000 entries of an index
     * or 10,000 rows looked at (audit: 5,000) lead; else this is true, and there are at least so many.
     * `total_pages` are the pages that open by number: behind them `next_cursor` leads on.
     */
    total_is_estimate: v.boolean(),
    next_cursor: v.nullable(v.string()),
    prev_cursor: v.nullable(v.string()),
    /** For the live tail: what is written after this answer. */
    tail_cursor: v.string(),
    searched: v.nullable(
      v.object({
        rows: Count,
        until: v.nullable(Instant),
        /** In the order of people, the one it came to; an id without a name: an account that is gone. */
        until_person: v.nullable(
          v.object({ id: v.nullable(v.string()), name: v.nullable(v.string()) }),
        ),
        complete: v.boolean(),
      }),
    ),
  });

/** What came since; the newest first. `is_cut`: more came than one answer holds; the list has them. */
export const LogTail = <Item extends v.GenericSchema>(item: Item) =>
  v.object({ items: v.array(item), tail_cursor: v.string(), is_cut: v.boolean() });

export const ExportFormat = v.optional(v.picklist(["csv", "json", "ndjson"]), "csv");
