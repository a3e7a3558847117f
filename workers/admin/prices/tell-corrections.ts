/** Who keeps a sum of what was corrected: the meters of the month, and open sessions. */
import { inArray } from "drizzle-orm";
import { meterOf } from "../../meter/rpc.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { monthOf } from "../../settings/site-time.ts";

export interface Correction {
  /** Of the call. */
  readonly id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly key_id: string | null;
  /** When the call was made, Unix milliseconds. */
  readonly at: number;
  /** What is to be added; may be less than nothing. */
  readonly micro_usd: number;
  /** What the call costs by now. */
  readonly cost_micro_usd: number;
}

/** D1 takes a hundred values a statement. */
const perQuery = 90;

async function tellMeters(env: Env, corrections: readonly Correction[]): Promise<void> {
  const sums = new Map<
    string,
    Pick<Correction, "user_id" | "key_id" | "micro_usd"> & { month: string }
  >();
  for (const { user_id, key_id, at, micro_usd } of corrections) {
    const month = monthOf(at);
    const key = `${user_id} ${key_id} ${month}`;
    const found = sums.get(key)?.micro_usd ?? 0;
    sums.set(key, { user_id, key_id, month, micro_usd: found + micro_usd });
  }
  for (const { user_id, key_id, month, micro_usd } of sums.values()) {
    await meterOf(env, user_id).adjust(month, key_id, micro_usd);
  }
}

async function tellSessions(env: Env, corrections: readonly Correction[]): Promise<void> {
  const ids = [...new Set(corrections.map((one) => one.session_id))];
  const callsOf = (session: string) =>
    corrections.flatMap(({ session_id, id, cost_micro_usd: micro_usd }) =>
      session_id === session ? [{ id, micro_usd }] : [],
    );
  for (let at = 0; at < ids.length; at += perQuery) {
    const rows = await openDb(env.DB)
      .select({ id: chatSession.id, cost: chatSession.costMicroUsd })
      .from(chatSession)
      .where(inArray(chatSession.id, ids.slice(at, at + perQuery)));
    await Promise.all(
      rows.map((row) => env.CHAT_SESSION.getByName(row.id).noteCost(row.cost, callsOf(row.id))),
    );
  }
}

/** The record is right already; what cannot be told is logged. */
export async function tellCorrections(env: Env, corrections: readonly Correction[]): Promise<void> {
  const told = await Promise.allSettled([
    tellMeters(env, corrections),
    tellSessions(env, corrections),
  ]);
  for (const one of told) {
    if (one.status === "rejected") log("error", "correction_not_told", errorFields(one.reason));
  }
}
