import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import type { CostRow } from "#contract/usage";
import type { Db } from "../platform/db.ts";
import { day as dayMs } from "../platform/durations.ts";
import { dayOf } from "../settings/site-time.ts";
import { usageRecord } from "./usage-record.sql.ts";

/** Where nothing is said: the last month and today. */
const days = 31;

const sum = (column: AnySQLiteColumn) => sql<number>`coalesce(sum(${column}), 0)`;

/** A person's cost by day of the site and model, newest first. */
export async function listCosts(
  db: Db,
  userId: string,
  range: { from?: string | undefined; to?: string | undefined },
  now = Date.now(),
): Promise<{ items: CostRow[]; total_micro_usd: number }> {
  const to = range.to ?? dayOf(now);
  const from = range.from ?? dayOf(Date.parse(`${to}T00:00:00Z`) - days * dayMs);
  const items = await db
    .select({
      day: usageRecord.day,
      model: usageRecord.model,
      calls: sql<number>`count(*)`,
      input_tokens: sum(usageRecord.inputTokens),
      output_tokens: sum(usageRecord.outputTokens),
      cache_read_tokens: sum(usageRecord.cacheReadTokens),
      cache_write_tokens: sql<number>`coalesce(sum(${usageRecord.cacheWrite5mTokens} + ${usageRecord.cacheWrite1hTokens}), 0)`,
      cost_micro_usd: sum(usageRecord.costMicroUsd),
    })
    .from(usageRecord)
    .where(
      and(eq(usageRecord.userId, userId), gte(usageRecord.day, from), lte(usageRecord.day, to)),
    )
    .groupBy(usageRecord.day, usageRecord.model)
    .orderBy(desc(usageRecord.day), usageRecord.model);
  return { items, total_micro_usd: items.reduce((total, row) => total + row.cost_micro_usd, 0) };
}
