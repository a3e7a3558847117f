/** Activity to be counted, for tests. Their days are their own: other tests count, too. */
import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import type { ActivityEvent } from "../platform/records/activity-event.ts";
import { openDb } from "../platform/db.ts";
import { storeActivity } from "../platform/records/store-activity.ts";
import { rollUp } from "./roll-up.ts";
import { rollupCursor } from "./rollup-cursor.sql.ts";

const db = openDb(env.DB);

export const event = (at: string, more: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: null,
  key_id: null,
  action_type: "READ",
  resource_type: "PROJECT",
  resource_id: null,
  endpoint: "/api/v1/projects",
  method: "GET",
  request_body: null,
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: null,
  user_agent: null,
  duration_ms: 10,
  created_at: Date.parse(at),
  ...more,
});

export async function store(events: readonly ActivityEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 300) {
    await storeActivity(env.DB, events.slice(at, at + 300));
  }
}

/** Until nothing is left, whatever other tests have written. */
export async function rollUpAll(now?: number): Promise<void> {
  for (let run = 0; run < 40; run++) {
    await rollUp(env, now);
    const behind = await db
      .select()
      .from(rollupCursor)
      .where(sql`source = 'activity' and row_id < (select max(rowid) from user_activity)`);
    if (behind.length === 0) return;
  }
}

/** Other tests' rows are of today. */
export async function forgetFuture(from: number): Promise<void> {
  await db.run(sql`delete from user_activity where created_at > ${from}`);
  await rollUpAll();
  await db.run(sql`update rollup_cursor set latest = ${Date.now()} where source = 'activity'`);
}
