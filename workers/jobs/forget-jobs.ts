import { inArray, lte } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { job } from "./job.sql.ts";

/** What is left of a job after a year is in the audit log. */
export async function forgetJobs(env: Env, now: number): Promise<void> {
  const db = openDb(env.DB);
  const old = db
    .select({ id: job.id })
    .from(job)
    .where(lte(job.createdAt, new Date(now - 365 * day)))
    .limit(1000);
  await db.delete(job).where(inArray(job.id, old));
}
