import { sql } from "drizzle-orm";
import { userSession } from "../../auth/user-session.sql.ts";
import { openDb } from "../../platform/db.ts";
import { heldPeople, isHeld } from "../held.ts";
import type { Target } from "../target.ts";

const perStep = 500;
const rowBytes = 520;

/** Sign-ins that are over, by when they would have ended at the latest. */
const over = (before: number) => sql`is_active in (0, 1) and expires_at < ${before}`;
const held = isHeld("user_id", "impersonator_id");

export const logins: Target = {
  name: "session_logs",
  ja: "終了したサインイン",
  en: "Ended sign-ins",
  setting: "login_days",
  least: 1,
  async preview(env, before) {
    const db = openDb(env.DB);
    const end = (order: "asc" | "desc") =>
      sql<number | null>`(select ${sql.raw(order === "asc" ? "min" : "max")}(at) from (
        select (select expires_at from user_session
          where is_active = value and expires_at < ${before} and not ${held}
          order by expires_at ${sql.raw(order)} limit 1) as at from json_each('[0, 1]')))`;
    const [[all], [kept], [ends]] = await db.batch([
      db
        .select({ n: sql<number>`count(*)`.as("n") })
        .from(sql`user_session`)
        .where(over(before)),
      db
        .select({ n: sql<number>`count(*)`.as("n") })
        .from(
          sql`(select rowid as place from user_session where user_id in ${heldPeople}
               union select rowid from user_session indexed by user_session_impersonator
               where impersonator_login is not null and impersonator_id in ${heldPeople})
              cross join user_session on user_session.rowid = place`,
        )
        .where(over(before)),
      db
        .select({ oldest: end("asc").as("oldest"), newest: end("desc").as("newest") })
        .from(sql`(select 1)`),
    ]);
    const count = (all?.n ?? 0) - (kept?.n ?? 0);
    return {
      count,
      oldest: ends?.oldest ?? null,
      newest: ends?.newest ?? null,
      bytes: count * rowBytes,
    };
  },
  async sweep({ db, before }) {
    const old = await db.all<{ rowid: number }>(
      sql`select rowid from user_session where ${over(before)} and not ${held} limit ${perStep}`,
    );
    const ids = JSON.stringify(old.map((row) => row.rowid));
    const gone = sql`rowid in (select value from json_each(${ids})) and ${over(before)}`;
    return {
      gone: old.length,
      statements: [db.delete(userSession).where(sql`${gone} and not ${held}`)],
      bytes: old.length * rowBytes,
      position: old.length === perStep ? 0 : null,
    };
  },
};
