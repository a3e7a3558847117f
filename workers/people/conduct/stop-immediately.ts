import { eq, sql } from "drizzle-orm";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { putOut } from "./climb-ladder.ts";
import { stepStatements } from "./ladder-batch.ts";

/**
 * U-107: evidence of a threat ends an account's access at once, whatever it did before; its data is
 * held and every administrator told. Throws USER_001, USER_005 where it is out already, USER_003 for
 * the last administrator.
 */
export async function stopImmediately(
  env: Env,
  by: { readonly actor: Pick<Actor, "id" | "key">; readonly origin: Origin },
  userId: string,
  reason: string,
): Promise<void> {
  const db = openDb(env.DB);
  const account = await db.select().from(user).where(eq(user.id, userId)).get();
  if (!account) throw new AppError("USER_001");
  if (!["active", "locked"].includes(account.status)) throw new AppError("USER_005");
  const statements = await stepStatements(env, db, {
    account,
    kind: "threat",
    step: 3,
    detail: reason.slice(0, 1000),
    examples: [],
    sessionId: null,
    now: Date.now(),
    by,
  });
  const asSeen = assertStatement(
    db,
    sql`exists(select 1 from user where id = ${userId} and status = ${account.status}
      and role = ${account.role})`,
  );
  const last = account.role === "admin" ? [someAdminStays(db)] : [];
  try {
    await runBatch(db, asSeen, ...statements, ...last);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new AppError(last.length > 0 ? "USER_003" : "USER_005");
  }
  await putOut(env, userId);
}
