import { foldText } from "#contract/fold-text";
import type { Env } from "../../platform/env.ts";

/** Of each table at a time: with the longest of names still one parameter's worth. */
const atMost = 250;
const turns = 6;

async function foldSome(d1: D1Database, table: "user" | "project"): Promise<boolean> {
  const { results } = await d1
    .prepare(`select id, name from ${table} where name_folded is null limit ${atMost}`)
    .all<{ id: string; name: string }>();
  if (results.length === 0) return false;
  const rows = results.map(({ id, name }) => [id, name, foldText(name)]);
  await d1
    .prepare(
      `update ${table} set name_folded = one.value ->> 2 from json_each(?) as one
       where ${table}.id = one.value ->> 0 and ${table}.name = one.value ->> 1`,
    )
    .bind(JSON.stringify(rows))
    .run();
  return results.length === atMost;
}

/** Gives the names written without their folded twin one; what is left waits for the next minute. */
export async function foldNames({ DB }: Env): Promise<void> {
  for (const table of ["user", "project"] as const) {
    let more = true;
    for (let turn = 0; more && turn < turns; turn += 1) more = await foldSome(DB, table);
  }
}
