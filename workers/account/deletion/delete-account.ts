import { eq } from "drizzle-orm";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { user } from "../../auth/user.sql.ts";
import { isRefused } from "../../platform/assert-statement.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { stopRunsOf } from "../../sessions/stop-runs.ts";
import { closeAccount, keptFor } from "./close-account.ts";

/**
 * A person's own end (T-36): closed and hidden now, gone after 14 days, or soon where asked.
 * Answers when. Throws REQUEST_001 for another address, USER_003 for the last administrator.
 */
export async function deleteAccount(
  env: Env,
  actor: Actor,
  { confirm, at_once }: { confirm: string; at_once: boolean },
  origin: Origin,
): Promise<Date> {
  if (confirm !== actor.email) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.confirm", message: "not the address of the account" },
    ]);
  }
  const account = await openDb(env.DB).select().from(user).where(eq(user.id, actor.id)).get();
  if (!account) throw new AppError("USER_001");
  const now = Date.now();
  const goneAt = new Date(at_once ? now : now + keptFor);
  try {
    await closeAccount(env, account, { actor, origin, now, goneAt, reason: "SELF" });
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new AppError("USER_003");
  }
  await Promise.all([closeSocketsOf(env, actor.id), stopRunsOf(env, actor.id)]);
  return goneAt;
}
