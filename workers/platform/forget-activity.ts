import { sql } from "drizzle-orm";
import { openDb } from "./db.ts";
import type { Env } from "./env.ts";

const day = 86_400_000;
const perStatement = 2000;
const perRun = 25;

/** C-10: activity is kept for so many days; deleted in steps, oldest first. */
export async function forgetActivity(env: Env, days: number, now = Date.now()): Promise<number> {
  const db = openDb(env.DB);
  let gone = 0;
  for (let step = 0; step < perRun; step++) {
    const { meta } = await db.run(sql`
      delete from user_activity where rowid in (
        select rowid from user_activity where created_at < ${now - days * day}
        order by created_at limit ${perStatement})`);
    gone += meta.changes;
    if (meta.changes < perStatement) break;
  }
  return gone;
}
