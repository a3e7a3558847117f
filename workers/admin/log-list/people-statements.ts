import { sql, type SQL } from "drizzle-orm";
import {
  behind,
  end,
  endOf,
  gone,
  int,
  last,
  people,
  rowsIn,
  timeOrder,
  type PeopleWalk,
  type Reach,
} from "./people-walk.ts";
import type { Place } from "./statements.ts";
import { and } from "./walk.ts";

/** The rows of the people that are passed, of each no more than the reach. */
const collected = (walk: PeopleWalk, { rows }: Reach): SQL =>
  sql`select p.seq as person, p.kind as person_kind, p.who as person_who, t.rowid as place, t.*
    from people p cross join ${sql.identifier(walk.source.table)} t not indexed on t.rowid in (
      select rowid from ${rowsIn(walk)}
      where user_id is p.id and ${behind(walk, sql`p.at`, sql`p.place`)}
      order by ${timeOrder(walk, sql`rowid`)} limit ${int(rows)})
    where p.seen > p.before`;

interface Look {
  readonly after: Place | null;
  readonly reach: Reach;
}

/** The next rows that are meant, with who is meant by them. */
export function rowsByPeople(
  walk: PeopleWalk,
  { after, reach, limit, skip }: Look & { limit: number; skip: number },
): SQL {
  const { source } = walk;
  return sql`with recursive ${people(walk, after, reach)}
    select x.person_kind, x.person_who, x.place, ${sql.raw(source.columns)} from (
      select person, person_kind, person_who, place, created_at from (${collected(walk, reach)})
      where ${and(walk.tested)}
      order by person, ${timeOrder(walk, sql`place`)} limit ${int(limit)} offset ${int(skip)}) x
    cross join ${sql.identifier(source.table)} t on t.rowid = x.place ${sql.raw(source.joins)}
    order by x.person, ${timeOrder(walk, sql`x.place`, sql`x.created_at`)}`;
}

/** How far a look came: who was last, how many rows were passed, and which was the last of a person not passed whole. */
export function edgeByPeople(walk: PeopleWalk, { after, reach }: Look): SQL {
  const ofLast = (column: SQL) => sql`iif(p.seen - p.before < ${int(reach.rows)}, null, (
    select ${column} from ${rowsIn(walk)}
    where user_id is p.id and ${behind(walk, sql`p.at`, sql`p.place`)}
    order by ${timeOrder(walk, sql`rowid`)} limit 1 offset ${int(reach.rows - 1)}))`;
  return sql`with recursive ${people(walk, after, reach)}
    select p.kind, p.who, p.id, p.seen as passed, ${ofLast(sql`created_at`)} as created_at,
      ${ofLast(sql`rowid`)} as place, (select name from user where user.id = p.id) as name
    from people p where p.seq = (select max(seq) from people)`;
}

/**
 * How many rows that are meant are within a reach from the beginning. Where nothing is left to test, an
 * index alone tells; it finds the last of so many skipped rows as well, whose place a page goes on from.
 */
export function foundByPeople(walk: PeopleWalk, reach: Reach, skipped = 0): SQL {
  if (walk.tested.length > 0) {
    return sql`with recursive ${people(walk, null, reach)} select count(*) as found
      from (${collected(walk, reach)}) where ${and(walk.tested)}`;
  }
  const counted = sql`with recursive ${people(walk, null, reach)}`;
  if (skipped === 0) return sql`${counted} select max(seen) as found from people`;
  const among = sql`before < ${int(skipped)} and seen >= ${int(skipped)}`;
  // A limit reads no column of the statement around it.
  return sql`${counted} select f.found, p.kind as person_kind, p.who as person_who, p.id as user_id,
      t.created_at, t.rowid as place
    from (select max(seen) as found from people) f left join people p on ${among}
    left join ${sql.identifier(walk.source.table)} t not indexed on t.rowid = (
      select rowid from ${rowsIn(walk)}
      where user_id is p.id and ${behind(walk, sql`p.at`, sql`p.place`)}
      order by ${timeOrder(walk, sql`rowid`)}
      limit 1 offset coalesce((select ${int(skipped - 1)} - before from people where ${among}), 0))`;
}

export type PeopleEdge = Readonly<Record<string, unknown>>;

/** Null: all of it was passed. */
export function placeAtEdge(walk: PeopleWalk, edge: PeopleEdge | undefined): Place | null {
  if (edge === undefined || edge["kind"] === end) return null;
  return [
    Number(edge["kind"]),
    String(edge["who"]),
    String(edge["id"] ?? ""),
    Number(edge["created_at"] ?? endOf(walk)),
    Number(edge["place"] ?? 0),
  ];
}

/** Whom a look came to; null on the way from one kind of people to the next. */
export function personAtEdge(edge: PeopleEdge): { id: string | null; name: string | null } | null {
  const [id, name] = [edge["id"], edge["name"]];
  if (id === null) return { id, name: null };
  if (typeof name === "string") return { id: String(id), name };
  return edge["kind"] === gone && id !== "" && id !== last ? { id: String(id), name: null } : null;
}

export const placeByPeople = (row: PeopleEdge): Place => [
  Number(row["person_kind"]),
  String(row["person_who"]),
  String(row["user_id"] ?? ""),
  Number(row["created_at"]),
  Number(row["place"]),
];
