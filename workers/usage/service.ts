import { sql } from "drizzle-orm";
import type { Usage } from "#contract/chat";
import type { Db, Statement } from "../platform/db.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { dayOf } from "../settings/site-time.ts";
import { modelPrice } from "./model-price.sql.ts";
import type { Price } from "./price.ts";
import { usageRecord } from "./usage-record.sql.ts";

export type { Price } from "./price.ts";

/** One model call. The same id twice is kept once. */
export interface UsageRow {
  readonly id: string;
  readonly user_id: string;
  readonly project_id: string;
  readonly session_id: string;
  readonly turn_id: string;
  readonly model: string;
  /** Absent on rows written before keys were noted. */
  readonly key_id?: string | null;
  readonly usage: Usage;
  readonly cost_micro_usd: number;
  /** From asking to the end of the answer, where it was noted. */
  readonly duration_ms?: number | null;
  /** Unix milliseconds. */
  readonly created_at: number;
}

export async function loadPrices(db: Db): Promise<Price[]> {
  const rows = await db.select().from(modelPrice);
  return rows.map((row) => ({
    model: row.model,
    effective_from: row.effectiveFrom.getTime(),
    prompt_over: row.promptOver,
    input: row.input,
    output: row.output,
    cache_read: row.cacheRead,
    cache_write_5m: row.cacheWrite5m,
    cache_write_1h: row.cacheWrite1h,
  }));
}

/** What a session cost, of its usage on record; for an update of its row. */
export const costOnRecord = sql<number>`(
  select coalesce(sum(cost_micro_usd), 0) from usage_record
  where usage_record.session_id = ${chatSession.id})`;

/** Statements for a batch, one a row: D1 binds at most 100 values a statement. */
export const insertUsage = (db: Db, rows: readonly UsageRow[]): Statement[] =>
  rows.map((row) => {
    const at = new Date(row.created_at);
    return db
      .insert(usageRecord)
      .values({
        id: row.id,
        userId: row.user_id,
        projectId: row.project_id,
        sessionId: row.session_id,
        turnId: row.turn_id,
        model: row.model,
        keyId: row.key_id ?? null,
        day: dayOf(row.created_at),
        inputTokens: row.usage.input_tokens,
        outputTokens: row.usage.output_tokens,
        cacheReadTokens: row.usage.cache_read_tokens,
        cacheWrite5mTokens: row.usage.cache_write_5m_tokens,
        cacheWrite1hTokens: row.usage.cache_write_1h_tokens,
        costMicroUsd: row.cost_micro_usd,
        durationMs: row.duration_ms ?? null,
        createdAt: at,
      })
      .onConflictDoNothing();
  });
