import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { refusalOfRestricted } from "../platform/http/guard.ts";
import { findKeyById, touchKey } from "./keys/find-key.ts";
import { findLoginById, touchLogin, type LoginCheck } from "./logins.ts";

/**
 * The login or the key an open socket or stream came with, as it stands now (T-39); nobody where
 * something must be done first before anything else is open to them.
 */
export async function findBearerById(env: Env, id: string, isKey: boolean): Promise<LoginCheck> {
  const found = await (isKey ? findKeyById(env, id) : findLoginById(env, id));
  const restricted = found.actor?.restricted;
  if (!restricted) return found;
  return { actor: null, refusal: refusalOfRestricted(restricted) };
}

/** What goes over an open socket is use, too. */
export const touchBearer = (env: Env, id: string, isKey: boolean) => {
  const db = openDb(env.DB);
  return runBatch(db, ...(isKey ? touchKey(db, id, null) : touchLogin(db, id)));
};
