import { and, desc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { apiKey } from "../keys/api-key.sql.ts";
import { userSession } from "../user-session.sql.ts";
import { lookAtFailures, lookAtRevokedKey } from "./failures.ts";
import { recordFindings } from "./record-findings.ts";

/** Rows of one look; the newest count. */
const most = 5000;

const recorded = (action: string, since: Date) =>
  and(eq(auditLog.action, action), gt(auditLog.createdAt, since));

async function revokedKeys(db: Db, since: Date) {
  const rows = await db
    .select({
      keyId: apiKey.id,
      name: apiKey.name,
      userId: apiKey.userId,
      ip: auditLog.ipAddress,
      lastUsedIp: apiKey.lastUsedIp,
    })
    .from(auditLog)
    .innerJoin(apiKey, eq(apiKey.id, auditLog.resourceId))
    .where(and(recorded("KEY_REFUSED", since), isNotNull(apiKey.revokedAt)))
    .orderBy(desc(auditLog.createdAt))
    .limit(100);
  return rows.map(lookAtRevokedKey);
}

/** Every minute, at the last hour: failed sign-ins, by person and by address, and keys that were taken back. */
export async function watchFailures(env: Env, now: number): Promise<void> {
  const db = openDb(env.DB);
  const since = new Date(now - hour);
  const failures = await db
    .select({ userId: auditLog.userId, ip: auditLog.ipAddress })
    .from(auditLog)
    .where(recorded("LOGIN_FAILED", since))
    .orderBy(desc(auditLog.createdAt))
    .limit(most);
  const successes =
    failures.length === 0
      ? []
      : await db
          .select({ ip: userSession.ipAddress })
          .from(userSession)
          // Who acts as somebody signs in nowhere (T-24).
          .where(and(gt(userSession.loginAt, since), isNull(userSession.impersonatorId)))
          .orderBy(desc(userSession.loginAt))
          .limit(most);
  const found = [...lookAtFailures(failures, successes), ...(await revokedKeys(db, since))];
  await recordFindings(db, found, now);
}
