import type { SQL } from "drizzle-orm";
import type { LogSource, Search } from "./search.ts";
import { countByHours, countUpTo, foundIn, windowRows } from "./statements.ts";
import { walkByTime, type Walk } from "./walk.ts";

export interface Total {
  /** Where it is an estimate there are at least so many: never more than there are. */
  readonly total: number;
  readonly estimate: boolean;
  /** The first rows of them, all of which open by a page's number. */
  readonly reach: number;
}

export interface Bounds {
  /** Rows one step of a search looks at. */
  readonly window: number;
  /** Where no hours are counted, what is counted and what a page's number leads through: entries of an index, … */
  readonly entries: number;
  /** … rows looked at in the order of time, … */
  readonly rows: number;
  /** … and in another order, where each lies on a page of its own. */
  readonly scattered: number;
  /** In the order of people, how many of them one request passes. */
  readonly people: number;
}

export const bounds: Bounds = {
  window: windowRows,
  entries: 20_000,
  rows: 10_000,
  scattered: 2_000,
  people: 1_000,
};

/** The wider a log's rows, the fewer of them are looked at to count. */
export const boundsOf = ({ countedRows }: LogSource): Bounds => ({
  ...bounds,
  rows: countedRows ?? bounds.rows,
});

type Row = Readonly<Record<string, unknown>>;

/** Where the hours are counted, any number leads to its page. */
const everywhere = 1e12;

export const reachOf = (walk: Walk, { entries, rows, scattered }: Bounds): number =>
  walk.tested.length === 0 ? entries : walk.key.length === 1 ? rows : scattered;

/** How many rows a search finds, where an index alone tells. */
export const totalByTime = (byTime: Walk, most: Bounds): SQL[] =>
  byTime.tested.length > 0
    ? []
    : [byTime.hours === null ? countUpTo(byTime, most.entries) : countByHours(byTime)];

/** What tells how many rows a search finds: an index alone, in whatever order, and what is tested on the way. */
export function countsOf(source: LogSource, search: Search, walk: Walk, most: Bounds): SQL[] {
  return [
    ...totalByTime(walkByTime(source, search, "desc"), most),
    ...(walk.tested.length > 0 ? [foundIn(walk, reachOf(walk, most))] : []),
  ];
}

/** The answers of those statements. */
export function readCounts(rows: readonly Row[], walk: Walk, most: Bounds): Total {
  const read = (name: string) => {
    const value = rows.find((row) => name in row)?.[name];
    return value === undefined ? null : Number(value);
  };
  const [all, upTo, found] = [read("total"), read("n"), read("found")];
  const reach = found ?? (walk.hours === null ? most.entries : everywhere);
  if (all !== null) return { total: all, estimate: false, reach };
  if (upTo !== null) {
    return { total: Math.min(upTo, most.entries), estimate: upTo > most.entries, reach };
  }
  return {
    total: found ?? 0,
    estimate: (read("walked") ?? 0) >= reachOf(walk, most),
    reach,
  };
}
