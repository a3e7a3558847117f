/** Costs on record reckoned again with today's table, a bounded step at a time. */
import { and, eq, gte, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-price";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { dayOf } from "../../settings/site-time.ts";
import { followCorrections } from "../../statistics/follow-corrections.ts";
import { costMicroUsd } from "../../usage/price.ts";
import { costOnRecord, loadPrices } from "../../usage/service.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { tellCorrections, type Correction } from "./tell-corrections.ts";

/** Rows a step looks at. */
const perStep = 500;

type Input = JsonOf<typeof contract.recomputeCosts>;
type Output = OutputOf<typeof contract.recomputeCosts>;
type Row = typeof usageRecord.$inferSelect;

/** `day id` of the last row of the step before. */
function readCursor(cursor: string): { day: string; id: string } {
  const found = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/.exec(cursor);
  if (!found?.[1] || !found[2])
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.cursor", message: "not a cursor of this endpoint" },
    ]);
  return { day: found[1], id: found[2] };
}

const nextRows = (db: Db, { from, model, cursor }: Input): Promise<Row[]> => {
  const since = new Date(from);
  const after = cursor === undefined ? null : readCursor(cursor);
  return db
    .select()
    .from(usageRecord)
    .where(
      and(
        gte(usageRecord.day, after?.day ?? dayOf(since.getTime())),
        gte(usageRecord.createdAt, since),
        model === undefined ? undefined : eq(usageRecord.model, model),
        after
          ? sql`(${usageRecord.day}, ${usageRecord.id}) > (${after.day}, ${after.id})`
          : undefined,
      ),
    )
    .orderBy(usageRecord.day, usageRecord.id)
    .limit(perStep);
};

export async function recompute(
  env: Env,
  actor: Actor,
  input: Input,
  origin: Origin,
): Promise<Output> {
  const db = openDb(env.DB);
  const [rows, prices] = await Promise.all([nextRows(db, input), loadPrices(db)]);
  const changes = rows.flatMap((row) => {
    const usage = {
      input_tokens: row.inputTokens,
      output_tokens: row.outputTokens,
      cache_read_tokens: row.cacheReadTokens,
      cache_write_5m_tokens: row.cacheWrite5mTokens,
      cache_write_1h_tokens: row.cacheWrite1hTokens,
    };
    const { micro_usd } = costMicroUsd(usage, prices, row.model, row.createdAt.getTime());
    return micro_usd === row.costMicroUsd ? [] : [{ row, micro_usd }];
  });
  const before = rows.reduce((sum, row) => sum + row.costMicroUsd, 0);
  const after = changes.reduce(
    (sum, { row, micro_usd }) => sum + micro_usd - row.costMicroUsd,
    before,
  );
  const last = rows.length === perStep ? rows.at(-1) : undefined;
  const result: Output = {
    examined: rows.length,
    changed: changes.length,
    before_micro_usd: before,
    after_micro_usd: after,
    cursor: last ? `${last.day} ${last.id}` : null,
  };
  if (input.dry_run || changes.length === 0) return result;
  const corrections = await write(db, actor, origin, changes, { ...input, ...result });
  await tellCorrections(env, corrections);
  return result;
}

async function write(
  db: Db,
  actor: Actor,
  origin: Origin,
  changes: readonly { row: Row; micro_usd: number }[],
  facts: Record<string, unknown>,
): Promise<Correction[]> {
  const costs = JSON.stringify(
    Object.fromEntries(
      changes.map(({ row, micro_usd }) => [row.id, [row.costMicroUsd, micro_usd]]),
    ),
  );
  const sessions = [...new Set(changes.map(({ row }) => row.sessionId))];
  // A row that changed meanwhile keeps what it has: nothing is corrected twice.
  const updated = db
    .update(usageRecord)
    .set({
      costMicroUsd: sql`(select json_extract(value, '$[1]') from json_each(${costs}) where key = ${usageRecord.id})`,
    })
    .where(
      sql`${usageRecord.id} in (select key from json_each(${costs})
        where json_extract(value, '$[0]') = ${usageRecord.costMicroUsd})`,
    )
    .returning({ id: usageRecord.id });
  const [, , , , , , done] = await db.batch([
    ...followCorrections(db, costs),
    updated,
    db
      .update(chatSession)
      .set({ costMicroUsd: costOnRecord })
      .where(sql`${chatSession.id} in (select value from json_each(${JSON.stringify(sessions)}))`),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "RECOMPUTE",
      resource: ["USAGE_COST", null],
      severity: "CRITICAL",
      metadata: facts,
    }),
  ]);
  const ids = new Set(done.map(({ id }) => id));
  return changes
    .filter(({ row }) => ids.has(row.id))
    .map(({ row, micro_usd }) => ({
      id: row.id,
      cost_micro_usd: micro_usd,
      user_id: row.userId,
      session_id: row.sessionId,
      key_id: row.keyId,
      at: row.createdAt.getTime(),
      micro_usd: micro_usd - row.costMicroUsd,
    }));
}
