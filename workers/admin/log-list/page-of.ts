import { sql } from "drizzle-orm";
import { AppError } from "../../platform/errors.ts";
import type { Total } from "./count.ts";
import { writeCursor, type Cursor } from "./cursor.ts";
import type { LogSource, Sorting } from "./search.ts";
import type { Place } from "./statements.ts";

export type LogRow = Readonly<Record<string, unknown>>;

export interface LogQuery extends Sorting {
  readonly page: number;
  readonly limit: number;
  readonly cursor: string | undefined;
}

export interface LogList {
  readonly rows: readonly LogRow[];
  readonly total: number;
  readonly total_is_estimate: boolean;
  readonly page: number;
  readonly limit: number;
  readonly total_pages: number;
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
  readonly tail_cursor: string;
  readonly searched: {
    rows: number;
    until: string | null;
    until_person: { id: string | null; name: string | null } | null;
    complete: boolean;
  } | null;
}

export const nothing = (query: LogQuery, tail: number): LogList => ({
  rows: [],
  total: 0,
  total_is_estimate: false,
  page: query.page,
  limit: query.limit,
  total_pages: 0,
  next_cursor: null,
  prev_cursor: null,
  tail_cursor: String(tail),
  searched: null,
});

export const lastRow = (source: LogSource) =>
  sql`select max(rowid) as place from ${sql.identifier(source.table)}`;

/** What a look at a log came to. */
export interface Found {
  /** In the order they were walked; one more than a page shows, where there is one. */
  readonly found: readonly LogRow[];
  /** Where the look ended before all was looked at; null too where the page is full. */
  readonly edge: Place | null;
  readonly placeOf: (row: LogRow) => Place;
  readonly came: Cursor | null;
  /** Rows before a page by its number. */
  readonly skipped: number;
  readonly known: Total;
  readonly newest: readonly LogRow[];
}

/** What lies before and after the rows shown, which stand in the order of the list. */
function cursorsOf(
  rows: readonly LogRow[],
  { more, before, total }: { more: boolean; before: number; total: Total },
  { edge, came, placeOf }: Pick<Found, "edge" | "came" | "placeOf">,
) {
  const back = came?.back ?? false;
  const [top, bottom] = [rows[0], rows.at(-1)];
  const first = top && placeOf(top);
  const last = bottom && placeOf(bottom);
  const onwards = more ? (back ? first : last) : edge;
  const returning = (back ? last : first) ?? came?.place;
  const cursor = (back: boolean, place: Place | null | undefined, before: number) =>
    place ? writeCursor({ back, place, before, ...total }) : null;
  const after = before + rows.length;
  return back
    ? { next: cursor(false, returning, after), prev: cursor(true, onwards, before) }
    : {
        next: cursor(false, onwards, after),
        prev: before > 0 ? cursor(true, returning, before) : null,
      };
}

/**
 * Whether a number leads behind the last page of a list counted to its end, where nothing is. Throws
 * LOG_003 where there is more than numbers lead to, or may be.
 */
export function isBehind(
  { total, estimate, reach }: Total,
  { skipped, limit, searched }: { skipped: number; limit: number; searched: number },
): boolean {
  if (skipped === 0 || skipped < Math.min(total, reach)) return false;
  if (!estimate && total <= reach) return true;
  const found = Math.min(total, reach);
  throw new AppError("LOG_003", {
    rows_searched: searched,
    rows_found: found,
    last_page: Math.ceil(found / limit),
  });
}

/** The page those rows make, with its totals and the ways on; all but how far was searched. */
export function pageOf(query: LogQuery, look: Found): Omit<LogList, "searched"> {
  const { found, edge, came, skipped, known } = look;
  const { limit } = query;
  const back = came?.back ?? false;
  const more = found.length > limit;
  const kept = found.slice(0, limit);
  const rows = back ? kept.toReversed() : kept;
  const before = !back
    ? (came?.before ?? skipped)
    : more || edge !== null
      ? Math.max(0, (came?.before ?? 0) - rows.length)
      : 0;
  const after = before + rows.length;
  const ended = !back && !more && edge === null && (rows.length > 0 || came !== null);
  const { reach } = known;
  // What a number skipped was there only where rows follow it.
  const shown = rows.length > 0 || came !== null ? after : 0;
  const total: Total = ended
    ? { total: after, estimate: false, reach }
    : {
        total: Math.max(known.total, more && !back ? shown + 1 : shown),
        estimate: known.estimate,
        reach,
      };
  const { next, prev } = cursorsOf(rows, { more, before, total }, look);
  return {
    rows,
    total: total.total,
    total_is_estimate: total.estimate,
    page: Math.floor(before / limit) + 1,
    limit,
    total_pages: Math.ceil(Math.min(total.total, reach) / limit),
    next_cursor: next,
    prev_cursor: prev,
    tail_cursor: String(look.newest[0]?.["place"] ?? 0),
  };
}
