import { and, eq, gt, lte, sql } from "drizzle-orm";
import { meterOf } from "../../meter/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { tellRunsElevationEnded } from "../../sessions/tell-role.ts";
import { accessRequest } from "./access-request.sql.ts";

const perRun = 100;

/** An elevation lapses by itself (U-140); its owner is told, and counts by the lower role's limits. */
export async function tellLapsed(env: Env, now = Date.now()): Promise<number> {
  const db = openDb(env.DB);
  const lapsed = await db
    .select({ id: accessRequest.id, userId: accessRequest.userId })
    .from(accessRequest)
    .where(
      and(
        eq(accessRequest.kind, "elevation"),
        eq(accessRequest.status, "approved"),
        lte(accessRequest.endsAt, new Date(now)),
        gt(accessRequest.endsAt, new Date(now - 2 * day)),
        sql`not exists(select 1 from notice where notice.id = "access_request"."id")`,
      ),
    )
    .limit(perRun);
  for (const { id, userId } of lapsed) {
    const told = noticeStatement(db, userId, {
      id,
      kind: "elevation_ended",
      link: "/account/requests",
    });
    await runBatch(db, told);
    await Promise.all([meterOf(env, userId).refresh(), tellRunsElevationEnded(env, userId)]);
  }
  return lapsed.length;
}
