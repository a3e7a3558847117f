import { sql } from "drizzle-orm";
import { isRefused } from "../platform/assert-statement.ts";
import type { Env } from "../platform/env.ts";
import { fromActivity } from "./from-activity.ts";
import { fromAudit } from "./from-audit.ts";
import { fromUsage } from "./from-usage.ts";
import { prepare } from "./prepare.ts";
import { rowsBetween, type Source } from "./source.ts";

/** Rows of one step, and steps of one run for each table: what is left waits for the next minute. */
export const perStep = 1000;
const perRun = 20;

const sources = [fromActivity, fromUsage, fromAudit];

interface Cursor {
  readonly row_id: number;
  readonly row_key: string | null;
  readonly latest: number;
}

interface Place {
  readonly row_id: number;
  readonly row_key: string | null;
}

async function readCursor(d1: D1Database, { name }: Source): Promise<Cursor> {
  await prepare(
    d1,
    sql`insert into rollup_cursor (source, row_id, latest) values (${name}, 0, 0) on conflict do nothing`,
  ).run();
  const query = sql`select row_id, row_key, latest from rollup_cursor where source = ${name}`;
  return (await prepare(d1, query).first<Cursor>()) ?? { row_id: 0, row_key: null, latest: 0 };
}

/**
 * The row after which nothing was counted. Where the last row counted is gone, its number may be
 * another's by now (after a purge, or in a restored copy): the last one not newer than any counted.
 */
async function startOf(d1: D1Database, { table }: Source, cursor: Cursor): Promise<number> {
  if (cursor.row_id === 0) return 0;
  const from = sql.identifier(table);
  const row = await prepare(d1, sql`select id from ${from} where rowid = ${cursor.row_id}`).first<{
    id: string;
  }>();
  if (row?.id === cursor.row_key) return cursor.row_id;
  const before = await prepare(
    d1,
    sql`select rowid as row_id from ${from}
        where rowid <= ${cursor.row_id} and +created_at <= ${cursor.latest}
        order by rowid desc limit 1`,
  ).first<Place>();
  return before?.row_id ?? 0;
}

/**
 * Adds the next rows to the sums, and moves the cursor in the same batch: each row is counted once,
 * whoever else is at it, and wherever this ends. Answers how many, null where another was faster.
 */
export async function rollUpStep(
  d1: D1Database,
  source: Source,
  now: number,
): Promise<number | null> {
  const { name, table } = source;
  const cursor = await readCursor(d1, source);
  const after = await startOf(d1, source, cursor);
  const next = await prepare(
    d1,
    sql`select count(*) as found, max(row_id) as last from (
      select rowid as row_id from ${sql.identifier(table)} where rowid > ${after} order by rowid limit ${perStep})`,
  ).first<{ found: number; last: number | null }>();
  const found = next?.found ?? 0;
  const last = next?.last ?? after;
  const rows = rowsBetween(table, after, last);
  const unmoved = sql`select case when row_id = ${cursor.row_id} and row_key is ${cursor.row_key}
    then 1 else json('refused') end from rollup_cursor where source = ${name}`;
  const move = sql`update rollup_cursor set row_id = ${last},
      row_key = (select id from ${sql.identifier(table)} where rowid = ${last}),
      latest = max(latest, coalesce((select max(r.created_at) ${rows}), 0)),
      as_of = case when ${found} < ${perStep} then ${now} else as_of end
    where source = ${name}`;
  const statements = found === 0 ? [move] : [...source.add(rows, now), move];
  try {
    await d1.batch([unmoved, ...statements].map((one) => prepare(d1, one)));
    return found;
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

/** Every minute: what was written since the last time. */
export async function rollUp(env: Env, now = Date.now()): Promise<void> {
  for (const source of sources) {
    for (let step = 0; step < perRun; step++) {
      if ((await rollUpStep(env.DB, source, now)) !== perStep) break;
    }
  }
}
