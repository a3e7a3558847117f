import { sql, type SQL } from "drizzle-orm";
import type { LogSource, Search } from "./search.ts";
import type { Place } from "./statements.ts";

/** Who stands in the order: by their names, then ids no account has any more, then nobody at all. */
const named = 0;
export const gone = 1;
const nobody = 2;
export const end = 3;

/** After every name and id. */
export const last = "\u{10FFFF}";

/** A log in the order of its people's names, the newest first inside of each, or all of it reversed. */
export interface PeopleWalk {
  readonly source: LogSource;
  /** Of the column of people, then of time. */
  readonly index: string;
  readonly tested: readonly SQL[];
  readonly from: number | null;
  readonly to: number | null;
  readonly ascending: boolean;
  readonly newestFirst: boolean;
}

/** No more is gone through: people are passed until so many have been, or their rows are so many. */
export interface Reach {
  readonly rows: number;
  readonly people: number;
}

/** What a place in this order has before the rowid: a kind of person, the name, the id, the time. */
export const peopleKey = ["kind", "who", "id", "created_at"] as const;

/** Whether it is one in this order: cursors come from outside. */
export const isPeoplePlace = ([kind, who, id, at, place]: Place): boolean =>
  (kind === named || kind === gone || kind === nobody) &&
  typeof who === "string" &&
  typeof id === "string" &&
  typeof at === "number" &&
  typeof place === "number";

export const walkByPeople = (
  source: LogSource,
  index: string,
  search: Search,
  order: "asc" | "desc",
): PeopleWalk => ({
  source,
  index,
  tested: [...search.served.map((one) => one.where), ...search.others],
  from: search.from,
  to: search.to,
  ascending: order === "asc",
  newestFirst: true,
});

export const peopleBackwards = (walk: PeopleWalk): PeopleWalk => ({
  ...walk,
  ascending: !walk.ascending,
  newestFirst: !walk.newestFirst,
});

/** D1 binds a hundred values at most: numbers stand in the text. */
export const int = (value: number): SQL => sql.raw(String(value));

const direction = (up: boolean): SQL => (up ? sql`asc` : sql`desc`);

export const rowsIn = ({ source, index }: PeopleWalk): SQL =>
  sql`${sql.identifier(source.table)} indexed by ${sql.identifier(index)}`;

export const timeOrder = (walk: PeopleWalk, row: SQL, at = sql`created_at`): SQL => {
  const way = direction(!walk.newestFirst);
  return sql`${at} ${way}, ${row} ${way}`;
};

/** A person's rows of the time asked for, behind a place among them. */
export function behind(walk: PeopleWalk, at: SQL, place: SQL): SQL {
  const { from, to, newestFirst } = walk;
  const other = newestFirst
    ? from !== null && sql`created_at >= ${int(from)}`
    : to !== null && sql`created_at < ${int(to)}`;
  const sign = newestFirst ? sql`<` : sql`>`;
  const after = sql`(created_at, rowid) ${sign} (${at}, ${place})`;
  return other ? sql`${after} and ${other}` : after;
}

/** Where each person's rows begin, … */
const startOf = ({ newestFirst, from, to }: PeopleWalk): number =>
  newestFirst ? (to ?? Number.MAX_SAFE_INTEGER) : (from ?? 0);

/** … and where nothing of them is left. */
export const endOf = ({ newestFirst }: PeopleWalk): number =>
  newestFirst ? -1 : Number.MAX_SAFE_INTEGER;

/** The place a walk begins from; one before the time asked for is moved into it. */
function beginning(walk: PeopleWalk, after: Place | null): Place {
  const start = startOf(walk);
  if (after === null) {
    return walk.ascending ? [named, "", "", start, 0] : [nobody, "", "", start, 0];
  }
  const [kind = named, who = "", id = "", at = start, place = 0] = after;
  const ahead = walk.newestFirst ? Number(at) >= start : Number(at) < start;
  return ahead ? [kind, who, id, start, 0] : [kind, who, id, at, place];
}

/**
 * The people that are passed, each with how many rows were counted up to and with theirs: a step from
 * name to name, from id to id. No table is gone through, and nobody's rows are counted past the reach.
 */
export function people(walk: PeopleWalk, after: Place | null, { rows, people }: Reach): SQL {
  const { ascending } = walk;
  const [kind = named, who = "", id = "", ...within] = beginning(walk, after);
  const [at = int(0), place = int(0)] = within.map((value) => int(Number(value)));
  const start = int(startOf(walk));
  const counted = (whose: SQL, from = start, row = int(0)) =>
    sql`(select count(*) from (select 1 from ${rowsIn(walk)}
      where ${whose} and ${behind(walk, from, row)} limit ${int(rows)}))`;
  const known = (one: SQL) => sql`exists (select 1 from user where user.id = ${one})`;
  const first =
    kind === nobody
      ? counted(sql`user_id is null`, at, place)
      : counted(sql`user_id = ${id}`, at, place);
  const onwards = sql`p.seen < ${int(rows)} and p.seq < ${int(people)}`;
  const sign = ascending ? sql`>` : sql`<`;
  const way = direction(ascending);
  // Two seeks: SQLite begins no walk down an expression's index at a row value.
  const nextNamed = sql`coalesce(
    (select rowid from user indexed by user_name
      where lower(name) = p.who and id ${sign} p.id order by id ${way} limit 1),
    (select rowid from user indexed by user_name
      where lower(name) ${sign} p.who order by lower(name) ${way}, id ${way} limit 1))`;
  const nextId = sql`(select rowid from ${rowsIn(walk)}
    where user_id ${sign} p.id order by user_id ${way} limit 1)`;
  const begin = sql`${start}, 0`;
  return sql`people(seq, kind, who, id, before, seen, at, place) as (
    select 0, ${int(Number(kind))}, ${who}, ${kind === nobody ? null : id}, 0,
      ${kind === gone ? sql`iif(${known(sql`${id}`)}, 0, ${first})` : first}, ${at}, ${place}
    union all
    select p.seq + 1, iif(u.id is null, ${int(ascending ? gone : end)}, ${int(named)}),
      ifnull(lower(u.name), ''), ifnull(u.id, ''),
      p.seen, p.seen + ${counted(sql`user_id = u.id`)}, ${begin}
    from people p left join user u on u.rowid = ${nextNamed}
    where p.kind = ${int(named)} and ${onwards}
    union all
    select p.seq + 1, iif(g.user_id is null, ${int(ascending ? nobody : named)}, ${int(gone)}),
      iif(g.user_id is null, ${ascending ? "" : last}, ''),
      ${ascending ? sql`g.user_id` : sql`ifnull(g.user_id, ${last})`},
      p.seen, p.seen + case
        when g.user_id is null then ${ascending ? counted(sql`user_id is null`) : sql`0`}
        when ${known(sql`g.user_id`)} then 0
        else ${counted(sql`user_id = g.user_id`)} end, ${begin}
    from people p left join ${sql.identifier(walk.source.table)} g on g.rowid = ${nextId}
    where p.kind = ${int(gone)} and ${onwards}
    union all
    select p.seq + 1, ${int(ascending ? end : gone)}, '', ${ascending ? "" : last}, p.seen, p.seen, ${begin}
    from people p where p.kind = ${int(nobody)} and ${onwards})`;
}
