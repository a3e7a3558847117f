import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { findKeyById, touchKey } from "./keys/find-key.ts";
import { findLoginById, touchLogin, type LoginCheck } from "./logins.ts";

/** The login or the key an open socket or stream came with, as it stands now (T-39). */
export async function findBearerById(env: Env, id: string, isKey: boolean): Promise<LoginCheck> {
  return isKey ? findKeyById(env, id) : findLoginById(env, id);
}

/** What goes over an open socket is use, too. */
export const touchBearer = (env: Env, id: string, isKey: boolean) => {
  const db = openDb(env.DB);
  return isKey ? touchKey(db, id, null).run() : touchLogin(db, id).run();
};
