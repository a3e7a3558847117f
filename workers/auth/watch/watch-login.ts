import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { userSession } from "../user-session.sql.ts";
import { recordFindings } from "./record-findings.ts";
import { lookAtSignIn, type SignIn } from "./sign-ins.ts";

/** What of the past tells where somebody is at home. */
const lookBack = 90 * day;
const most = 100;

const toSignIn = (row: typeof userSession.$inferSelect): SignIn => ({
  at: row.loginAt.getTime(),
  ip: row.ipAddress,
  device: row.deviceHash,
  country: row.country,
  city: row.city,
  latitude: row.latitude,
  longitude: row.longitude,
});

/** Looks at a sign-in beside its person's others. Never stands in the way of one. */
export async function watchLogin(env: Env, userId: string, id: string): Promise<void> {
  try {
    const db = openDb(env.DB);
    const now = await db.select().from(userSession).where(eq(userSession.id, id)).get();
    if (!now) return;
    const since = new Date(now.loginAt.getTime() - lookBack);
    const before = await db
      .select()
      .from(userSession)
      .where(
        and(
          eq(userSession.userId, userId),
          gt(userSession.loginAt, since),
          ne(userSession.id, id),
          isNull(userSession.impersonatorId),
        ),
      )
      .orderBy(desc(userSession.loginAt))
      .limit(most);
    const found = lookAtSignIn(before.map(toSignIn), toSignIn(now));
    await recordFindings(
      db,
      found.map(({ kind, severity, detail }) => ({
        kind,
        severity,
        detail,
        userId,
        ip: now.ipAddress,
      })),
      now.loginAt.getTime(),
    );
  } catch (error) {
    log("error", "login_not_watched", { login_id: id, ...errorFields(error) });
  }
}
