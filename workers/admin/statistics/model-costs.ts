import { and, eq, gte, lt, lte, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-cost";
import type { OutputOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { costDay } from "../../statistics/cost-figure.sql.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { addDays, type Days, type Range } from "./range.ts";
import { untilOn } from "./so-far.ts";

type ModelCost = OutputOf<typeof contract.getCostStatistics>["by_model"][number];

export const modelCosts = (db: Db, { start, end }: Days) =>
  db
    .select({
      model: costDay.model,
      calls: sql<number>`sum(${costDay.calls})`,
      input_tokens: sql<number>`sum(${costDay.inputTokens})`,
      output_tokens: sql<number>`sum(${costDay.outputTokens})`,
      cache_read_tokens: sql<number>`sum(${costDay.cacheReadTokens})`,
      cache_write_tokens: sql<number>`sum(${costDay.cacheWriteTokens})`,
      cost_micro_usd: sql<number>`sum(${costDay.costMicroUsd})`.as("spent"),
    })
    .from(costDay)
    .where(and(gte(costDay.day, start), lte(costDay.day, end)))
    .groupBy(costDay.model)
    .orderBy(sql`spent desc`);

interface Spent {
  readonly model: string;
  readonly calls: number;
  readonly cost_micro_usd: number;
}

/** The period before by model; its last day, where this one runs, call by call up to this time. */
export async function modelCostsBefore(
  db: Db,
  range: Range,
  now: number,
): Promise<readonly Spent[]> {
  const { running, previous } = range;
  if (!running) return modelCosts(db, previous);
  const [days, last] = await Promise.all([
    modelCosts(db, { start: previous.start, end: addDays(previous.end, -1) }),
    db
      .select({
        model: usageRecord.model,
        calls: sql<number>`count(*)`,
        cost_micro_usd: sql<number>`sum(${usageRecord.costMicroUsd})`.as("spent"),
      })
      .from(usageRecord)
      .where(
        and(
          eq(usageRecord.day, previous.end),
          lt(usageRecord.createdAt, new Date(untilOn(previous.end, now))),
        ),
      )
      .groupBy(usageRecord.model),
  ]);
  return [...days, ...last];
}

const none = {
  calls: 0,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_micro_usd: 0,
};

/** Each model of the period beside the one before; those used only then come last. */
export function compareModels(
  used: Awaited<ReturnType<typeof modelCosts>>,
  before: readonly Spent[],
): ModelCost[] {
  const sums = new Map<string, number>();
  for (const { model, cost_micro_usd } of before) {
    sums.set(model, (sums.get(model) ?? 0) + cost_micro_usd);
  }
  const known = new Set(used.map((row) => row.model));
  const gone = [...sums.keys()].filter((model) => !known.has(model)).toSorted();
  return [...used, ...gone.map((model) => Object.assign({ model }, none))].map((row) =>
    Object.assign(row, { previous_micro_usd: sums.get(row.model) ?? 0 }),
  );
}
