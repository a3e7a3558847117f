/** How many sessions a person may hold (U-060, C-04): counted by the statement that adds one, so that none slips in beside it. */
import { sql, type SQL } from "drizzle-orm";
import { showSessionId } from "#contract/ids";
import type { Limit } from "../meter/rpc.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { expiredAfter } from "./status.ts";

/** Of a session `s`: not put away, not deleted, not expired. The plus keeps to the index of whose it is: the latest of everyone are many. */
export const countsUnlessPutAway = (now: number): SQL => sql`+s.deleted_at is null
  and s.archived_at is null and s.last_activity_at > ${now - expiredAfter}`;

/** Those that count, and lie in a project that is still the person's. */
export const held = (userId: string | SQL, now: number): SQL => sql`
  from chat_session s
  join project p on p.id = s.project_id and p.status = 'active'
  join project_member m on m.project_id = s.project_id and m.user_id = s.user_id
  where s.user_id = ${userId} and ${countsUnlessPutAway(now)}`;

export async function countHeld(db: Db, userId: string, now = Date.now()): Promise<number> {
  const row = await db.get<{ n: number }>(sql`select count(*) as n ${held(userId, now)}`);
  return row.n;
}

/** A session's title where there is room for it, else none, which the table refuses (see `isOverHeld`). */
export const titleIfRoom = (userId: string, limit: Limit, title: SQL): SQL =>
  limit.value === null
    ? title
    : sql`case when (select count(*) ${held(userId, Date.now())}) < ${limit.value} then ${title} end`;

export const isOverHeld = (error: unknown): boolean =>
  [error, (error as Error).cause].some((one) =>
    /NOT NULL constraint failed: chat_session\.title/.test(String(one)),
  );

/** SESSION_001 with the session that has rested longest: putting it away makes room. */
export async function overHeld(db: Db, userId: string, limit: Limit): Promise<AppError> {
  const now = Date.now();
  const [used, candidate] = await Promise.all([
    countHeld(db, userId, now),
    db.get<{ id: string; title: string; at: number } | undefined>(
      sql`select s.id as id, s.title as title, s.last_activity_at as at ${held(userId, now)}
          and s.run = 'idle' order by s.last_activity_at, s.id limit 1`,
    ),
  ]);
  return new AppError("SESSION_001", {
    kind: "sessions_held",
    limit: limit.value,
    used,
    source: limit.source,
    resets_at: null,
    candidate: candidate
      ? {
          id: showSessionId(candidate.id),
          title: candidate.title,
          last_activity_at: new Date(candidate.at).toISOString(),
        }
      : null,
  });
}

/** Before anything is made: throws SESSION_001. */
export async function checkHeld(db: Db, userId: string, limit: Limit): Promise<void> {
  if (limit.value === null || (await countHeld(db, userId)) < limit.value) return;
  throw await overHeld(db, userId, limit);
}
