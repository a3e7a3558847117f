import { AppError } from "../../platform/errors.ts";
import { bounds, totalByTime, type Bounds, type Total } from "./count.ts";
import { readCursor, wrongCursor } from "./cursor.ts";
import { lastRow, nothing, pageOf, type LogList, type LogQuery, type LogRow } from "./page-of.ts";
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
import { prepare } from "./statements.ts";
import { walkByTime } from "./walk.ts";

function cursorOf(text: string) {
  const came = readCursor(text, { key: peopleKey });
  if (!isPeoplePlace(came.place)) throw wrongCursor();
  return came;
}

/** What is counted for a first page: all rows, where an index alone tells, and how far numbers lead. */
const countsOf = (
  source: LogSource,
  search: Search,
  walk: PeopleWalk,
  far: Reach,
  most: Bounds,
) => [...totalByTime(walkByTime(source, search, "desc"), most), foundByPeople(walk, far)];

function readTotal(counted: readonly LogRow[], far: Reach, ended: boolean, most: Bounds): Total {
  const read = (name: string) => counted.find((row) => name in row)?.[name];
  const found = Number(read("found") ?? 0);
  const [all, upTo] = [read("total"), read("n")];
  // The last person's rows may be more than those numbers lead through.
  const reach = Math.min(found, far.rows);
  if (all !== undefined) return { total: Number(all), estimate: false, reach };
  if (upTo === undefined) return { total: found, estimate: !ended, reach };
  const total = Math.min(Number(upTo), most.entries);
  return { total, estimate: Number(upTo) > most.entries, reach };
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
  if (skipped > far.rows) throw new AppError("LOG_003", { max_rows: far.rows });
  // Where nothing is left to test, no more rows are passed than the page needs.
  const rows = tested ? (came === null ? far.rows : most.window) : skipped + limit + 1;
  const on = came?.back === true ? peopleBackwards(walk) : walk;
  const look = { after: came?.place ?? null, reach: { rows, people: most.people } };
  const answers = await d1.batch<LogRow>(
    [
      rowsByPeople(on, { ...look, limit: limit + 1, skip: skipped }),
      edgeByPeople(on, look),
      lastRow(source),
      ...(came === null ? countsOf(source, search, walk, far, most) : []),
    ].map((one) => prepare(d1, one)),
  );
  const [found = [], [last = {}] = [], newest = [], ...counted] = answers.map((one) => one.results);
  const passed = placeAtEdge(on, last);
  const known = came ?? readTotal(counted.flat(), far, passed === null, most);
  const more = found.length > limit;
  if (skipped > 0 && found.length === 0 && passed !== null) {
    throw new AppError("LOG_003", {
      rows_searched: far.rows,
      rows_found: known.reach,
      last_page: Math.ceil(known.reach / limit),
    });
  }
  const edge = more ? null : passed;
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
