import { sql, type SQL } from "drizzle-orm";
import { hour } from "../../platform/durations.ts";
import { boundsOf, countsOf, reachOf, readCounts, type Bounds } from "./count.ts";
import { readCursor } from "./cursor.ts";
import {
  isBehind,
  lastRow,
  nothing,
  pageOf,
  type LogList,
  type LogQuery,
  type LogRow,
} from "./page-of.ts";
import type { LogSource, Search } from "./search.ts";
import { ask, edgeOf, hourAt, prepare, rowsOf, type Place } from "./statements.ts";
import { backwards, walkBy, type Walk } from "./walk.ts";

interface Start {
  readonly walk: Walk;
  readonly after: Place | null;
  readonly skip: number;
}

const placeOf = (walk: Walk, row: LogRow): Place => [
  ...walk.key.map((column) => row[column] as number | string),
  Number(row["place"]),
];

/** A page by its number. Null: no number leads there. */
async function startAt(
  d1: D1Database,
  walk: Walk,
  skip: number,
  reach: number,
): Promise<Start | null> {
  if (skip < reach) return { walk, after: null, skip };
  if (walk.hours === null || walk.tested.length > 0) return null;
  const found = await prepare(d1, hourAt(walk, skip)).first<{ hour: number; skip: number }>();
  if (found === null)
    return {
      walk: { ...walk, within: [...walk.within, sql`created_at < 0`] },
      after: null,
      skip: 0,
    };
  const edge = walk.descending ? (found.hour + 1) * hour : found.hour * hour;
  const bound = walk.descending ? sql`created_at < ${edge}` : sql`created_at >= ${edge}`;
  return { walk: { ...walk, within: [...walk.within, bound] }, after: null, skip: found.skip };
}

interface Looked {
  readonly found: readonly LogRow[];
  /** There is one more than a page shows. */
  readonly more: boolean;
  /** Where the look ended before all was looked at, and the page not full. */
  readonly edge: LogRow | undefined;
  readonly looked: number;
  readonly others: readonly LogRow[][];
}

/** One look at no more than so many rows of a walk, if at any, with whatever else is asked. */
async function lookAt(
  d1: D1Database,
  start: Start | null,
  { limit, looked }: { limit: number; looked: number },
  also: readonly SQL[],
): Promise<Looked> {
  if (start === null)
    return { found: [], more: false, edge: undefined, looked, others: await ask(d1, also) };
  const { walk, after, skip } = start;
  const bounded = walk.tested.length > 0;
  const [found = [], ...others] = await ask(d1, [
    rowsOf(walk, { after, rows: limit + 1, skip, looked }),
    ...(bounded ? [edgeOf(walk, after, looked)] : []),
    ...also,
  ]);
  const more = found.length > limit;
  const [edge] = bounded ? (others.shift() ?? []) : [];
  return { found, more, edge: more ? undefined : edge, looked, others };
}

/**
 * One page of a log. Whatever is asked, a bounded number of rows is looked at, so a page costs the
 * same at any depth. Throws REQUEST_001 (cursor) and LOG_003 (a number that leads too far).
 */
export async function listRows(
  d1: D1Database,
  source: LogSource,
  search: Search,
  query: LogQuery,
  most: Bounds = boundsOf(source),
): Promise<LogList> {
  if (search.empty) {
    const last = await prepare(d1, lastRow(source)).first<number>("place");
    return nothing(query, last ?? 0);
  }
  const walk = walkBy(source, search, query);
  const came = query.cursor === undefined ? null : readCursor(query.cursor, walk);
  const back = came?.back ?? false;
  const skipped = came === null ? (query.page - 1) * query.limit : 0;
  const far = reachOf(walk, most);
  const start =
    came === null
      ? await startAt(d1, walk, skipped, far)
      : { walk: back ? backwards(walk) : walk, after: came.place, skip: 0 };
  const bounded = walk.tested.length > 0;
  const { limit } = query;
  const counts = came === null ? countsOf(source, search, walk, most) : [];
  const first = await lookAt(d1, start, { limit, looked: skipped > 0 ? far : most.window }, [
    lastRow(source),
    ...counts,
  ]);
  const [newest = [], ...counted] = first.others;
  const known = came ?? readCounts(counted.flat(), walk, most);
  const behind = isBehind(known, { skipped, limit, searched: far });
  // A page by its number has all its rows: what is known to come on it is walked to.
  const short =
    came === null && first.edge !== undefined && known.reach > skipped + first.found.length;
  const last = short ? await lookAt(d1, start, { limit, looked: far }, []) : first;
  const { found, more } = last;
  const ahead = behind ? undefined : last.edge;
  const edge = ahead === undefined ? null : placeOf(walk, ahead);
  const until = ahead === undefined ? null : Number(ahead["created_at"]);
  return {
    ...pageOf(query, {
      found,
      edge,
      placeOf: (row) => placeOf(walk, row),
      came,
      skipped,
      known,
      newest,
    }),
    searched: bounded
      ? {
          rows: last.looked,
          until: until === null ? null : new Date(until).toISOString(),
          until_person: null,
          complete: !more && edge === null,
        }
      : null,
  };
}
