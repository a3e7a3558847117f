import { sql, type SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { hour } from "../../platform/durations.ts";
import { and, type Walk } from "./walk.ts";

/** A place in a walk: its key's values and the rowid. */
export type Place = readonly (number | string)[];

/** Rows one request looks at where no index answers all of what is asked. */
export const windowRows = 5_000;

const dialect = new SQLiteSyncDialect();

export function prepare(d1: D1Database, statement: SQL): D1PreparedStatement {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return d1.prepare(text).bind(...params);
}

/** The rows of each statement, all asked at once. */
export async function ask(
  d1: D1Database,
  statements: readonly SQL[],
): Promise<Readonly<Record<string, unknown>>[][]> {
  const answers = await d1.batch<Readonly<Record<string, unknown>>>(
    statements.map((one) => prepare(d1, one)),
  );
  return answers.map((answer) => answer.results);
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const name = (column: string): SQL => sql`${sql.identifier(column)}`;

const table = ({ source, index }: Walk): SQL =>
  sql`${name(source.table)} indexed by ${name(index)}`;

const keyOf = (walk: Walk): SQL[] => [...walk.key.map(name), sql`rowid`];

const order = (walk: Walk, parts: readonly SQL[]): SQL =>
  list(parts.map((part) => (walk.descending ? sql`${part} desc` : part)));

/** What lies after a place in the walk. */
const beyond = (walk: Walk, after: Place | null): SQL[] =>
  after === null
    ? []
    : [
        sql`(${list(keyOf(walk))}) ${sql.raw(walk.descending ? "<" : ">")} (${list(
          after.map((value) => sql`${value}`),
        )})`,
      ];

const walked = (walk: Walk, after: Place | null): SQL =>
  and([...walk.within, ...beyond(walk, after)]);

/** The next rows' places: from the index alone, or out of a bounded window of rows. */
function places(walk: Walk, after: Place | null, rows: number, skip: number, looked: number): SQL {
  const where = walked(walk, after);
  if (walk.tested.length === 0) {
    return sql`select rowid as place from ${table(walk)} where ${where}
      order by ${order(walk, keyOf(walk))} limit ${rows} offset ${skip}`;
  }
  return sql`select place from (
      select rowid as place, * from ${table(walk)} where ${where}
      order by ${order(walk, keyOf(walk))} limit ${looked})
    where ${and(walk.tested)} limit ${rows} offset ${skip}`;
}

/** The rows themselves, with who is meant. */
export function rowsOf(
  walk: Walk,
  at: { after: Place | null; rows: number; skip?: number; looked?: number },
): SQL {
  const { source } = walk;
  const inner = places(walk, at.after, at.rows, at.skip ?? 0, at.looked ?? windowRows);
  const sorted = [...walk.key, "rowid"].map((column) => sql`t.${name(column)}`);
  return sql`select t.rowid as place, ${sql.raw(source.columns)}
    from (${inner}) p cross join ${name(source.table)} t on t.rowid = p.place ${sql.raw(source.joins)}
    order by ${order(walk, sorted)}`;
}

/** Where a full window ends; no row: the walk ends inside of it. */
export const edgeOf = (walk: Walk, after: Place | null, looked = windowRows): SQL =>
  sql`select ${list(walk.key.map(name))}, rowid as place from ${table(walk)}
    where ${walked(walk, after)}
    order by ${order(walk, keyOf(walk))} limit 1 offset ${looked - 1}`;

/** How many rows a walk's first rows are, up to a bound, and how many of them are meant. */
export const foundIn = (walk: Walk, looked: number): SQL =>
  sql`select count(*) as walked, count(*) filter (where ${and(walk.tested)}) as found from (
      select * from ${table(walk)} where ${and(walk.within)}
      order by ${order(walk, keyOf(walk))} limit ${looked})`;

const hoursBetween = (walk: Walk, from: SQL | null, to: SQL | null): SQL =>
  sql`(select coalesce(sum(rows), 0) from ${name(walk.source.hours)} where ${and([
    walk.hours ?? sql`1`,
    ...(from === null ? [] : [sql`hour >= ${from}`]),
    ...(to === null ? [] : [sql`hour < ${to}`]),
  ])})`;

const countBetween = (walk: Walk, condition: SQL, from: number, to: number): SQL =>
  from >= to
    ? sql`0`
    : sql`(select count(*) from ${table(walk)} where ${condition}
        and created_at >= ${from} and created_at < ${to})`;

/** All rows of a walk whose hours are counted: whole hours by their counts, the ends by the index. */
export function countByHours(walk: Walk): SQL {
  const { from, to, condition } = walk;
  const first = from === null ? null : Math.ceil(from / hour);
  const last = to === null ? null : Math.floor(to / hour);
  if (first !== null && last !== null && last < first) {
    return sql`select ${countBetween(walk, condition, from ?? 0, to ?? 0)} as total`;
  }
  const ends = [
    ...(from === null || first === null ? [] : [countBetween(walk, condition, from, first * hour)]),
    ...(to === null || last === null ? [] : [countBetween(walk, condition, last * hour, to)]),
  ];
  const whole = hoursBetween(
    walk,
    first === null ? null : sql`${first}`,
    last === null ? null : sql`${last}`,
  );
  return sql`select ${sql.join([whole, ...ends], sql` + `)} as total`;
}

/** Rows of one index entry, up to one more than the bound. */
export const countUpTo = (walk: Walk, most: number): SQL =>
  sql`select count(*) as n from (
      select created_at from ${table(walk)} where ${and(walk.within)}
      order by created_at desc limit ${most + 1})`;

/** The hour in which the walk's row number `skip` lies, and how many rows come before that hour. */
export function hourAt(walk: Walk, skip: number): SQL {
  const { descending: down, condition } = walk;
  const edge = down ? walk.to : walk.from;
  const start = edge === null ? null : Math.floor(edge / hour);
  // The first hour is not walked from its beginning: what lies ahead of it there is skipped by nobody.
  const ahead =
    edge === null || start === null
      ? sql`0`
      : down
        ? countBetween(walk, condition, edge, (start + 1) * hour)
        : countBetween(walk, condition, start * hour, edge);
  const bound = start === null ? sql`1` : down ? sql`hour <= ${start}` : sql`hour >= ${start}`;
  return sql`select hour, iif(before = 0, ${skip}, ${skip} + ahead - before) as skip from (
      select hour, n, sum(n) over (order by hour ${sql.raw(down ? "desc" : "asc")}) - n as before,
        ${ahead} as ahead
      from (select hour, sum(rows) as n from ${name(walk.source.hours)}
        where ${and([walk.hours ?? sql`1`, bound])} group by hour))
    where before <= ${skip} + ahead and before + n > ${skip} + ahead limit 1`;
}
