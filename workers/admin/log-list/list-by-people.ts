import { bounds, totalByTime, type Bounds, type Total } from "./count.ts";
import { readCursor, wrongCursor } from "./cursor.ts";
import {
  isBehind,
  lastRow,
  nothing,
  pageOf,
  type LogList,
  type LogQuery,
  type LogRow,
} from "./page-of.ts";
import {
  edgeByPeople,
  foundByPeople,
  personAtEdge,
  placeAtEdge,
  placeByPeople,
  rowsByPeople,
} from "./people-statements.ts";
import {
  isPeoplePlace,
  peopleBackwards,
  peopleKey,
  walkByPeople,
  type PeopleWalk,
  type Reach,
} from "./people-walk.ts";
import type { LogSource, Search } from "./search.ts";
import { ask, prepare, type Place } from "./statements.ts";
import { walkByTime } from "./walk.ts";

function cursorOf(text: string) {
  const came = readCursor(text, { key: peopleKey });
  if (!isPeoplePlace(came.place)) throw wrongCursor();
  return came;
}

/** What is counted for a page by its number: all rows, where an index alone tells, and how far numbers lead. */
const countsOf = (
  source: LogSource,
  search: Search,
  { walk, far, skipped }: { walk: PeopleWalk; far: Reach; skipped: number },
  most: Bounds,
) => [...totalByTime(walkByTime(source, search, "desc"), most), foundByPeople(walk, far, skipped)];

const read = (counted: readonly LogRow[], name: string) =>
  counted.find((row) => name in row)?.[name];

function readTotal(counted: readonly LogRow[], far: Reach, ended: boolean, most: Bounds): Total {
  const found = Number(read(counted, "found") ?? 0);
  const [all, upTo] = [read(counted, "total"), read(counted, "n")];
  // The last person's rows may be more than those numbers lead through.
  const reach = Math.min(found, far.rows);
  if (all !== undefined) return { total: Number(all), estimate: false, reach };
  if (upTo === undefined) return { total: found, estimate: !ended, reach };
  const total = Math.min(Number(upTo), most.entries);
  return { total, estimate: Number(upTo) > most.entries, reach };
}

/** The last row before a page by its number, found by counts alone. */
function readStart(counted: readonly LogRow[]): Place | null {
  const start = counted.find((row) => "found" in row);
  return start?.["place"] == null ? null : placeByPeople(start);
}

/**
 * One page of a log by its people's names, whatever they are called by now. Bounded as the other
 * orders are, in rows and in people. Throws REQUEST_001 (cursor) and LOG_003 (a number too far).
 */
export async function listByPeople(
  d1: D1Database,
  source: LogSource,
  index: string,
  search: Search,
  query: LogQuery,
  most: Bounds = bounds,
): Promise<LogList> {
  if (search.empty) {
    const newest = await prepare(d1, lastRow(source)).first<number>("place");
    return nothing(query, newest ?? 0);
  }
  const walk = walkByPeople(source, index, search, query.order);
  const came = query.cursor === undefined ? null : cursorOf(query.cursor);
  const { limit } = query;
  const tested = walk.tested.length > 0;
  const skipped = came === null ? (query.page - 1) * limit : 0;
  const far = { rows: tested ? most.scattered : most.entries, people: most.people };
  const on = came?.back === true ? peopleBackwards(walk) : walk;
  // Where nothing is left to test, no more rows are passed than the page needs.
  const rows = !tested ? limit + 1 : came === null ? far.rows : most.window;
  const look = (after: Place | null, skip: number) => {
    const at = { after, reach: { rows, people: most.people } };
    const shown = skip < far.rows ? limit + 1 : 0;
    return [rowsByPeople(on, { ...at, limit: shown, skip }), edgeByPeople(on, at)];
  };
  const counts = came === null ? countsOf(source, search, { walk, far, skipped }, most) : [];
  const countedFirst = skipped > 0 && !tested;
  const [newest = [], ...others] = await ask(d1, [
    lastRow(source),
    ...counts,
    ...(countedFirst ? [] : look(came?.place ?? null, skipped)),
  ]);
  const counted = others.splice(0, counts.length).flat();
  const ended = placeAtEdge(on, others[1]?.[0]) === null;
  const known = came ?? readTotal(counted, far, ended, most);
  const behind = isBehind(known, { skipped, limit, searched: far.rows });
  const [found = [], [last = {}] = []] =
    countedFirst && !behind ? await ask(d1, look(readStart(counted), 0)) : others;
  const more = found.length > limit;
  const edge = more || behind ? null : placeAtEdge(on, last);
  return {
    ...pageOf(query, { found, edge, placeOf: placeByPeople, came, skipped, known, newest }),
    searched: {
      rows: Number(last["passed"] ?? 0),
      until: null,
      until_person: edge === null ? null : personAtEdge(last),
      complete: !more && edge === null,
    },
  };
}
