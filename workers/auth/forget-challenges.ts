import { inArray, lte } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { authChallenge } from "./auth-challenge.sql.ts";

const atMost = 5000;

/** Drops what was begun and never finished. */
export async function forgetChallenges(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  const over = db
    .select({ id: authChallenge.id })
    .from(authChallenge)
    .where(lte(authChallenge.expiresAt, new Date(now)))
    .limit(atMost);
  await db.delete(authChallenge).where(inArray(authChallenge.id, over));
}
