import { sql } from "drizzle-orm";
import { AppError } from "../../platform/errors.ts";
import type { LogRow } from "./page-of.ts";
import type { LogSource, Search } from "./search.ts";
import { prepare } from "./statements.ts";
import { and, span } from "./walk.ts";

/** Rows a look at what is new takes in; who falls behind further sees the newest, and is told. */
const lookedAt = 1000;
const shown = 100;

/**
 * What was written after a list was read, the newest first. By the order of writing, not of time:
 * a record the Queue brought late is not missed.
 */
export async function tailRows(
  d1: D1Database,
  source: LogSource,
  search: Search,
  cursor: string,
): Promise<{ rows: readonly LogRow[]; tail_cursor: string; is_cut: boolean }> {
  if (!/^\d{1,16}$/.test(cursor)) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "query.cursor", message: "not a cursor" },
    ]);
  }
  const log = sql.identifier(source.table);
  const wanted = [...search.served.map((one) => one.where), ...search.others, ...span(search)];
  const fresh = sql`select t.rowid as place, ${sql.raw(source.columns)} from (
      select place from (
        select rowid as place, * from ${log}
        where rowid > max(${Number(cursor)}, coalesce((select max(rowid) from ${log}), 0) - ${lookedAt}))
      where ${search.empty ? sql`0` : and(wanted)} order by place desc limit ${shown + 1}) p
    cross join ${log} t on t.rowid = p.place ${sql.raw(source.joins)} order by t.rowid desc`;
  const newest = sql`select max(rowid) as place from ${log}`;
  const [rows, last] = await d1.batch<LogRow>([prepare(d1, fresh), prepare(d1, newest)]);
  const found = rows?.results ?? [];
  const end = Number(last?.results[0]?.["place"] ?? 0);
  return {
    rows: found.slice(0, shown),
    tail_cursor: String(end),
    is_cut: found.length > shown || end - Number(cursor) > lookedAt,
  };
}
