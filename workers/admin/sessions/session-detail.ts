import { count, desc, eq } from "drizzle-orm";
import type { AnySessionDetail } from "#contract/admin-session";
import { openSocket } from "../../auth/open-socket.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { sessionRows, toAnySession } from "./session-rows.ts";

/** U-170. */
const callsShown = 100;

/** Throws SESSION_002. */
export async function getSessionDetail(
  env: Env,
  id: string,
  now = Date.now(),
): Promise<AnySessionDetail> {
  const db = openDb(env.DB);
  const [[row], calls, connections] = await db.batch([
    sessionRows(db).where(eq(chatSession.id, id)),
    db
      .select()
      .from(usageRecord)
      .where(eq(usageRecord.sessionId, id))
      .orderBy(desc(usageRecord.createdAt))
      .limit(callsShown),
    db.select({ count: count() }).from(openSocket).where(eq(openSocket.chatSessionId, id)),
  ]);
  if (!row) throw new AppError("SESSION_002");
  const { bin_days } = await readSettings(env);
  const gone = row.deletedAt === null ? null : new Date(row.deletedAt.getTime() + bin_days * day);
  return {
    ...toAnySession(row, now),
    connections: connections[0]?.count ?? 0,
    purged_at: gone?.toISOString() ?? null,
    calls: calls.map((call) => ({
      id: call.id,
      model: call.model,
      input_tokens: call.inputTokens,
      output_tokens: call.outputTokens,
      cache_read_tokens: call.cacheReadTokens,
      cache_write_tokens: call.cacheWrite5mTokens + call.cacheWrite1hTokens,
      cost_micro_usd: call.costMicroUsd,
      created_at: call.createdAt.toISOString(),
    })),
  };
}
