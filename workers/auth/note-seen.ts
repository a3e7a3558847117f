import { and, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import { user } from "./user.sql.ts";

/** What says when somebody or something was last used is written at most this often. */
export const touchEvery = minute;

/**
 * Who works was seen, with whatever they came: what ends quiet accounts goes by it (U-123).
 * `owner`: a query for the id of the person.
 */
export function noteSeen(db: Db, owner: SQL): Statement {
  const now = Date.now();
  const stale = lt(user.lastActiveAt, new Date(now - touchEvery));
  return db
    .update(user)
    .set({ lastActiveAt: new Date(now) })
    .where(and(sql`${user.id} = (${owner})`, or(isNull(user.lastActiveAt), stale)));
}
