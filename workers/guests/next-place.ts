import { and, desc, eq, gt, type SQL } from "drizzle-orm";
import { user } from "../auth/user.sql.ts";
import type { Db } from "../platform/db.ts";
import { tooOften } from "../platform/http/too-often.ts";
import type { AppError } from "../platform/errors.ts";

/** Guests at a time: each may cost a dollar. */
export const places = { site: 50, network: 5 };

/** When so many are there no more, if nobody else comes: as the first of the last so many goes. */
async function freeAt(db: Db, now: Date, most: number, among?: SQL): Promise<number> {
  const there = and(
    eq(user.role, "guest"),
    eq(user.status, "active"),
    gt(user.expiresAt, now),
    among,
  );
  const row = await db
    .select({ at: user.expiresAt })
    .from(user)
    .where(there)
    .orderBy(desc(user.expiresAt))
    .limit(1)
    .offset(most - 1)
    .get();
  return row?.at?.getTime() ?? now.getTime();
}

/** RATE_001 of the places that are taken, the site's or the network's, with the time one is free (U-092). */
export async function allTaken(db: Db, network: string, now: Date): Promise<AppError> {
  const [site, own] = await Promise.all([
    freeAt(db, now, places.site),
    freeAt(db, now, places.network, eq(user.statusReason, network)),
  ]);
  return tooOften(own >= site ? places.network : places.site, Math.max(own, site), now.getTime());
}
