import type { Env } from "../../platform/env.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { rollupCursor } from "../../statistics/rollup-cursor.sql.ts";

/** How new figures are (T-52): sums and levels are counted each at their own time. */
export interface Times {
  /** Until when all sources were summed up; null as long as one never was. */
  readonly as_of: string | null;
  /** When levels (people, projects, bytes) were taken last; null: they never were. */
  readonly levels_as_of: string | null;
}

export async function readTimes(db: Db): Promise<Times> {
  const { source, asOf } = rollupCursor;
  const rows = await db.select({ source, asOf }).from(rollupCursor);
  const sums = rows.filter((row) => row.source !== "levels");
  const first = sums.length < 3 ? 0 : Math.min(...sums.map((row) => row.asOf?.getTime() ?? 0));
  const levels = rows.find((row) => row.source === "levels");
  return {
    as_of: first === 0 ? null : new Date(first).toISOString(),
    levels_as_of: levels?.asOf?.toISOString() ?? null,
  };
}

/** Of what shows sums alone. */
export const readAsOf = async (db: Db): Promise<string | null> => (await readTimes(db)).as_of;

/** Seconds; the least KV keeps anything. */
const keptFor = 60;

/** What figures are set beside: with another of these it is another question, and answered anew. */
async function measuresOf(env: Env): Promise<readonly (number | null)[]> {
  const settings = await readSettings(env);
  return [
    settings.storage_quota_gb,
    settings.site_budget_usd,
    settings.budget_warning_percent,
    settings.infrastructure_usd,
  ];
}

/** T-52: the same question within a minute has the same answer, and costs nothing. */
export async function answeredOnce<Answer extends object>(
  env: Env,
  question: readonly unknown[],
  beside: (work: Promise<unknown>) => void,
  answer: (db: Db) => Promise<Answer>,
): Promise<Answer> {
  const key = `statistics:${JSON.stringify([question, await measuresOf(env)])}`;
  const known = await env.KV.get<Answer>(key, "json");
  if (known !== null) return known;
  const found = await answer(openDb(env.DB));
  // Nothing was counted yet: the next to ask may know more.
  if (!("as_of" in found) || found.as_of !== null) {
    beside(env.KV.put(key, JSON.stringify(found), { expirationTtl: keptFor }));
  }
  return found;
}
