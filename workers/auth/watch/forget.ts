import { sql } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";

/** Where exactly somebody was; the country stays with the sign-in. */
const coordinatesFor = 30 * day;
const findingsFor = 180 * day;
const perStep = 2000;

/** Data economy: coordinates go after 30 days, findings after 180; of who is on hold neither (U-106). */
export async function forgetPlaces(env: Env, now: number): Promise<void> {
  const db = openDb(env.DB);
  for (let step = 0; step < 10; step++) {
    const { meta } = await db.run(sql`
      update user_session set latitude = null, longitude = null, city = null where rowid in (
        select rowid from user_session
        where latitude is not null and login_at < ${now - coordinatesFor}
          and not exists (select 1 from user where user.id = user_id and user.hold) limit ${perStep})`);
    if (meta.changes < perStep) break;
  }
  await db.run(sql`
    delete from security_finding where rowid in (
      select rowid from security_finding where created_at < ${now - findingsFor}
        and not exists (select 1 from user where user.id = user_id and user.hold)
      limit ${perStep})`);
}
