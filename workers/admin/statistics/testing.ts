import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import { rollupCursor } from "../../statistics/rollup-cursor.sql.ts";
import { rangeOf } from "./range.ts";

/** 10:30 on Wednesday 18 April 2040 in Japan: days no other test has. */
export const now = Date.parse("2040-04-18T01:30:00Z");
export const range = (query: object) => rangeOf({ period: "month", ...query } as never, now);

/** Until when sums are counted, and when levels were taken: Unix milliseconds. */
export async function countedAt(at: { sums: number; levels: number }): Promise<void> {
  const { sums, levels } = at;
  const times = { activity: sums, usage: sums, audit: sums, levels };
  const rows = Object.entries(times).map(([source, asOf]) => ({
    source: source as keyof typeof times,
    rowId: 0,
    latest: 0,
    asOf: new Date(asOf),
  }));
  await openDb(env.DB)
    .insert(rollupCursor)
    .values(rows)
    .onConflictDoUpdate({ target: rollupCursor.source, set: { asOf: sql`excluded.as_of` } });
}
