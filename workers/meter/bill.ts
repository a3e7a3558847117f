/** The month's bill in the Meter's storage: what was spent, what is held, what was settled already. */
import type { LimitView } from "#contract/limit";
import { day, minute } from "../platform/durations.ts";
import type { AppError } from "../platform/errors.ts";
import { grant, type Grant, type Purse } from "./budget.ts";
import type { Facts } from "./facts.ts";
import { refusal } from "./refusal.ts";
import type { Reserve, Settlement } from "./rpc.ts";
import { monthWindow } from "./windows.ts";

/** A reservation nobody renewed or settled: its call was cut off. A call renews it much more often. */
const reservedFor = 10 * minute;
/** How long a settlement may be told of again. */
const rememberedFor = 40 * day;

export const spentOf = (sql: SqlStorage, owner: string, now: number): number =>
  sql
    .exec<{ spent: number }>(
      "SELECT spent FROM bill WHERE owner = ? AND month = ?",
      owner,
      monthWindow(now).key,
    )
    .toArray()[0]?.spent ?? 0;

/** What is held now; of one key where it is named. */
export function reservedOf(sql: SqlStorage, keyId: string | null, now: number): number {
  const rows =
    keyId === null
      ? sql.exec<{ sum: number }>(
          "SELECT coalesce(sum(micro_usd), 0) AS sum FROM reservation WHERE expires_at > ?",
          now,
        )
      : sql.exec<{ sum: number }>(
          `SELECT coalesce(sum(micro_usd), 0) AS sum FROM reservation
             WHERE expires_at > ? AND key_id = ?`,
          now,
          keyId,
        );
  return rows.one().sum;
}

function pursesOf(sql: SqlStorage, facts: Facts, keyId: string | null, now: number): Purse[] {
  const { value, source } = facts.limits.monthly_budget_micro_usd;
  const purses: Purse[] = [];
  if (value !== null) {
    const [spent, reserved] = [spentOf(sql, "", now), reservedOf(sql, null, now)];
    purses.push({ source, limit: value, spent, reserved });
  }
  const ofKey = keyId === null ? undefined : facts.keys.get(keyId)?.monthly_budget_micro_usd;
  if (keyId !== null && ofKey !== undefined) {
    const [spent, reserved] = [spentOf(sql, keyId, now), reservedOf(sql, keyId, now)];
    purses.push({ source: "key", limit: ofKey, spent, reserved });
  }
  return purses;
}

const budgetView = (purse: Purse, now: number): LimitView => ({
  kind: "monthly_budget_micro_usd",
  used: purse.spent + purse.reserved,
  limit: purse.limit,
  source: purse.source,
  resets_at: new Date(monthWindow(now).ends_at).toISOString(),
});

/** The budget that ends first; null without any. */
export function viewBudget(
  sql: SqlStorage,
  facts: Facts,
  keyId: string | null,
  now: number,
): LimitView | null {
  const views = pursesOf(sql, facts, keyId, now).map((purse) => budgetView(purse, now));
  const rest = ({ limit, used }: LimitView) => (limit ?? 0) - used;
  return views.reduce<LimitView | null>(
    (found, view) => (found === null || rest(view) < rest(found) ? view : found),
    null,
  );
}

/** A key's own budget, and what it spent of it itself. */
export const viewKeyBudget = (
  sql: SqlStorage,
  facts: Facts,
  keyId: string,
  now: number,
): LimitView[] =>
  pursesOf(sql, facts, keyId, now)
    .filter((purse) => purse.source === "key")
    .map((purse) => budgetView(purse, now));

/** Nothing of it is left, what is held now put aside. */
const isUsedUp = ({ spent, limit }: Purse): boolean => spent >= limit;

/** BUDGET_001: what is held of the budget, and what was `needed` where some of it is left. */
export const refusalOf = (purse: Purse, now: number, needed?: number): AppError =>
  refusal(budgetView(purse, now), now, {
    reserved: purse.reserved,
    ...(needed === undefined || isUsedUp(purse) ? {} : { needed }),
  });

/** A budget that is spent, what is held left aside: nothing that costs begins any more. */
export const spentUp = (
  sql: SqlStorage,
  facts: Facts,
  keyId: string | null,
  now: number,
): Purse | undefined => pursesOf(sql, facts, keyId, now).find(isUsedUp);

export const smallestCall = (sql: SqlStorage): number =>
  sql.exec<{ micro_usd: number }>("SELECT micro_usd FROM smallest_call").toArray()[0]?.micro_usd ??
  0;

function noteSmallest(sql: SqlStorage, microUsd: number): void {
  if (microUsd === smallestCall(sql)) return;
  sql.exec("INSERT OR REPLACE INTO smallest_call(id, micro_usd) VALUES(1, ?)", microUsd);
}

export function reserve(sql: SqlStorage, facts: Facts, wish: Reserve, now: number): Grant {
  noteSmallest(sql, wish.smallest_micro_usd);
  sql.exec("DELETE FROM reservation WHERE holder = ? OR expires_at <= ?", wish.holder, now);
  const { least_micro_usd: least, most_micro_usd: most } = wish;
  const found = grant(pursesOf(sql, facts, wish.key_id, now), { least, most });
  if ("granted" in found) {
    sql.exec(
      "INSERT OR REPLACE INTO reservation(id, holder, key_id, micro_usd, expires_at) VALUES(?, ?, ?, ?, ?)",
      wish.id,
      wish.holder,
      wish.key_id,
      found.granted,
      now + reservedFor,
    );
  }
  return found;
}

/** Its call still runs. What was settled or given back meanwhile is not held again. */
export const renew = (sql: SqlStorage, id: string, now: number): void =>
  void sql.exec("UPDATE reservation SET expires_at = ? WHERE id = ?", now + reservedFor, id);

export const release = (sql: SqlStorage, id: string): void =>
  void sql.exec("DELETE FROM reservation WHERE id = ?", id);

/** `month`: as `YYYY-MM`. May be less than nothing. */
export function addToBill(sql: SqlStorage, owner: string, month: string, microUsd: number): void {
  sql.exec(
    `INSERT INTO bill(owner, month, spent) VALUES(?1, ?2, max(0, ?3))
       ON CONFLICT(owner, month) DO UPDATE SET spent = max(0, spent + ?3)`,
    owner,
    month,
    microUsd,
  );
}

export function settle(sql: SqlStorage, settled: readonly Settlement[], now: number): void {
  for (const { id, reservation_id, key_id, micro_usd, at } of settled) {
    const fresh = sql.exec("INSERT OR IGNORE INTO settled(id, at) VALUES(?, ?)", id, now);
    if (reservation_id !== null) release(sql, reservation_id);
    if (fresh.rowsWritten === 0) continue;
    const month = monthWindow(at).key;
    addToBill(sql, "", month, micro_usd);
    if (key_id !== null) addToBill(sql, key_id, month, micro_usd);
  }
  sql.exec("DELETE FROM settled WHERE at < ?", now - rememberedFor);
}
