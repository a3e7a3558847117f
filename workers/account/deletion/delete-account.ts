import { eq, sql } from "drizzle-orm";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { user } from "../../auth/user.sql.ts";
import { isRefused } from "../../platform/assert-statement.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { closeAccount, keptFor } from "./close-account.ts";
import { wasAdmin, wasAdminLately } from "./was-admin.ts";

const find = (env: Env, id: string) =>
  openDb(env.DB).select().from(user).where(eq(user.id, id)).get();

/**
 * A person's own end (T-36): closed and hidden now, gone after 14 days, or soon where asked; of who
 * is on hold once that ends. Answers when, and whether a hold keeps it. Throws REQUEST_001 for
 * another address, USER_006 for "soon" on hold, USER_009 for the "soon" of who is or was lately an
 * administrator, USER_003 for the last administrator.
 */
export async function deleteAccount(
  env: Env,
  actor: Actor,
  { confirm, at_once }: { confirm: string; at_once: boolean },
  origin: Origin,
): Promise<{ goneAt: Date; held: boolean }> {
  if (confirm !== actor.email) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.confirm", message: "not the address of the account" },
    ]);
  }
  const account = await find(env, actor.id);
  if (!account) throw new AppError("USER_001");
  // What they did is to be looked into by the others first (T-23).
  const refuseAdmin = async () => {
    if (at_once && (await wasAdminLately(openDb(env.DB), actor.id))) throw new AppError("USER_009");
  };
  await refuseAdmin();
  const held = account.hold;
  if (at_once && held) throw new AppError("USER_006");
  const now = Date.now();
  const goneAt = new Date(at_once ? now : now + keptFor);
  try {
    await closeAccount(env, account, {
      actor,
      origin,
      now,
      goneAt,
      reason: "SELF",
      ...(at_once ? { while: sql`not ${wasAdmin(actor.id, now)}` } : {}),
    });
  } catch (error) {
    if (!isRefused(error)) throw error;
    await refuseAdmin();
    const later = await find(env, actor.id);
    throw new AppError(later?.hold === held ? "USER_003" : "USER_005");
  }
  await closeSocketsOf(env, actor.id);
  return { goneAt, held };
}
