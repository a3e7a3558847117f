import { and, desc, eq } from "drizzle-orm";
import type { listLoginsOf as contract } from "#contract/admin-security";
import type { OutputOf } from "#contract/endpoint";
import { describeDevice } from "../../auth/device.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { clockOf } from "./list-logins.ts";
import { isHeld, isOver, loginRows, toAnyLogin } from "./login-rows.ts";

const most = 100;

type Failure = OutputOf<typeof contract>["failures"][number];

const toFailure = (row: typeof auditLog.$inferSelect): Failure => ({
  id: row.id,
  at: row.createdAt.toISOString(),
  reason: String(row.metadata?.["failure_reason"] ?? "unknown"),
  ip_address: row.ipAddress,
  device_info: describeDevice(row.userAgent ?? ""),
});

/** One person's sign-ins and what failed. Throws USER_001. */
export async function listLoginsOf(
  env: Env,
  id: string,
  own: string,
): Promise<OutputOf<typeof contract>> {
  const db = openDb(env.DB);
  const account = await db.select().from(user).where(eq(user.id, id)).get();
  if (!account) throw new AppError("USER_001");
  const clock = await clockOf(env);
  const rowsWhere = (state: ReturnType<typeof isHeld>) =>
    loginRows(db)
      .where(and(eq(userSession.userId, id), state))
      .orderBy(desc(userSession.loginAt))
      .limit(most);
  const [held, ended, failures] = await db.batch([
    rowsWhere(isHeld(clock)),
    rowsWhere(isOver(clock)),
    db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.userId, id), eq(auditLog.action, "LOGIN_FAILED")))
      .orderBy(desc(auditLog.createdAt))
      .limit(most),
  ]);
  const { name, email, role } = account;
  return {
    user: { id, name, email, role },
    items: held.map((row) => toAnyLogin(row, clock, own)),
    history: ended.map((row) => toAnyLogin(row, clock, own)),
    failures: failures.map(toFailure),
  };
}
