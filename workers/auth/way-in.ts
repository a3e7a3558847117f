import { sql, type SQL } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import { providersOf } from "./oauth/providers.ts";

/**
 * Whether an account has something left to sign in with, as a condition after a change in its batch.
 * An account at a provider that the site no longer offers opens nothing.
 */
export function hasWayIn(env: Env, userId: string): SQL {
  const offered = JSON.stringify(providersOf(env).map(({ id }) => id));
  return sql`(
    exists(select 1 from user where id = ${userId} and password_hash is not null)
    or exists(select 1 from passkey where user_id = ${userId})
    or exists(select 1 from user_identity where user_id = ${userId}
      and provider in (select value from json_each(${offered}))))`;
}
