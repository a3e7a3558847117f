import { sql, type SQL } from "drizzle-orm";
import { userActivity } from "../../platform/records/activity.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { heldPeople, isHeld } from "../held.ts";
import type { Old, Sweep, Swept, Target } from "../target.ts";

/** Rows looked at in one statement: a request waits for none of them long. */
const perStep = 100;
/** What the indexes hold of a row besides itself. */
const indexBytes = 420;

const held = isHeld("user_id", "impersonator_id");

/** Counted by the hour as they were written; only the hour of the limit is counted row by row. */
async function preview(env: Env, before: number, failed: 0 | 1): Promise<Old> {
  const db = openDb(env.DB);
  const edge = Math.floor(before / hour);
  const mine = sql`(error_message is not null) = ${failed}`;
  const old = sql`created_at < ${before}`;
  const [whole, part, kept, span, sample] = await db.batch([
    db
      .select({ n: sql<number>`coalesce(sum(rows), 0)`.as("n") })
      .from(sql`activity_hour`)
      .where(sql`failed = ${failed} and hour < ${edge}`),
    db
      .select({ n: sql<number>`count(*)`.as("n") })
      .from(sql`user_activity`)
      .where(sql`created_at >= ${edge * hour} and ${old} and ${mine}`),
    db
      .select({ n: sql<number>`count(*)`.as("n") })
      .from(
        sql`(select rowid as place from user_activity where user_id in ${heldPeople} and ${old}
             union select rowid from user_activity where impersonator_id in ${heldPeople})
            cross join user_activity on user_activity.rowid = place`,
      )
      .where(sql`${old} and ${mine}`),
    db
      .select({
        oldest: sql<number | null>`(select created_at from user_activity
          where ${mine} and ${old} and not ${held} order by created_at limit 1)`.as("oldest"),
        newest: sql<number | null>`(select created_at from user_activity
          where ${mine} and ${old} and not ${held} order by created_at desc limit 1)`.as("newest"),
      })
      .from(sql`(select 1)`),
    db.select({ n: sql<number>`coalesce(avg(bytes), 0)`.as("n") }).from(
      sql`(select length(endpoint) + length(coalesce(user_agent, ''))
              + length(coalesce(request_body, '')) + length(coalesce(error_message, '')) + 180 as bytes
            from user_activity where ${old} order by created_at limit 200)`,
    ),
  ]);
  const count = (whole[0]?.n ?? 0) + (part[0]?.n ?? 0) - (kept[0]?.n ?? 0);
  const [ends] = span;
  return {
    count,
    oldest: count === 0 ? null : (ends?.oldest ?? null),
    newest: count === 0 ? null : (ends?.newest ?? null),
    bytes: Math.round(count * ((sample[0]?.n ?? 0) + indexBytes)),
  };
}

interface Row {
  readonly rowid: number;
  readonly at: number;
  readonly failed: number;
  readonly held: number;
  readonly bytes: number;
}

const rowsOf = (db: Db, where: SQL): Promise<Row[]> =>
  db.all<Row>(sql`
    select rowid, created_at as at, error_message is not null as failed, ${held} as held,
           length(endpoint) + length(coalesce(user_agent, '')) + length(coalesce(request_body, ''))
             + length(coalesce(error_message, '')) + 180 as bytes
    from user_activity where ${where} order by created_at limit ${perStep}`);

/**
 * Goes along the times once: what stays, since its own time is longer or somebody is on hold, is passed
 * over. Where a step holds one instant only, what goes of that is asked for alone: what stays of it may be more
 * than a step.
 */
async function sweep({ db, before, position }: Sweep, failed: 0 | 1): Promise<Swept> {
  const rows = await rowsOf(db, sql`created_at >= ${position} and created_at < ${before}`);
  const isOneTime = rows.length === perStep && rows.at(-1)?.at === position;
  const mine = isOneTime
    ? await rowsOf(
        db,
        sql`created_at = ${position} and (error_message is not null) = ${failed} and not ${held}`,
      )
    : rows.filter((row) => row.failed === failed && row.held === 0);
  const ids = JSON.stringify(mine.map((row) => row.rowid));
  const last = rows.at(-1)?.at ?? before;
  const isOver = isOneTime && mine.length < perStep;
  return {
    gone: mine.length,
    statements: [
      db
        .delete(userActivity)
        .where(sql`rowid in (select value from json_each(${ids})) and not ${held}`),
    ],
    bytes: mine.reduce((sum, row) => sum + row.bytes + indexBytes, 0),
    position: rows.length < perStep ? null : isOver ? last + 1 : last,
  };
}

export const activity: Target = {
  name: "activity_logs",
  ja: "操作履歴",
  en: "Activity",
  setting: "activity_days",
  least: 7,
  preview: (env, before) => preview(env, before, 0),
  sweep: (one) => sweep(one, 0),
};

export const errors: Target = {
  name: "error_logs",
  ja: "エラー履歴",
  en: "Error history",
  setting: "error_days",
  least: 7,
  preview: (env, before) => preview(env, before, 1),
  sweep: (one) => sweep(one, 1),
};
