import type { LimitView } from "#contract/limit";
import * as bill from "./bill.ts";
import { monthState } from "./budget-news.ts";
import { countConnections } from "./connections.ts";
import { countedKinds, viewCounter, viewKeyCounters } from "./counters.ts";
import type { Facts } from "./facts.ts";
import type { MeterView } from "./rpc.ts";
import { storedBytes } from "./sizes.ts";
import { monthWindow } from "./windows.ts";

/** Everything a person may know of their limits; with a key, the tighter of theirs and the key's. */
export function viewMeter(
  sql: SqlStorage,
  facts: Facts,
  keyId: string | null,
  now: number,
): MeterView {
  const { key, ends_at } = monthWindow(now);
  const resets_at = new Date(ends_at).toISOString();
  const budget = facts.limits.monthly_budget_micro_usd;
  const spent = bill.spentOf(sql, "", now);
  const level = (kind: "connections" | "storage_bytes", used: number): LimitView => {
    const { value: limit, source } = facts.limits[kind];
    return { kind, used, limit, source, resets_at: null };
  };
  const unlimited: LimitView = {
    kind: "monthly_budget_micro_usd",
    used: spent,
    limit: null,
    source: budget.source,
    resets_at,
  };
  return {
    limits: [
      ...countedKinds.map((kind) => viewCounter(sql, facts, kind, keyId, now)),
      level("connections", countConnections(sql, now)),
      level("storage_bytes", storedBytes(sql)),
      bill.viewBudget(sql, facts, keyId, now) ?? unlimited,
    ],
    key_limits:
      keyId === null
        ? []
        : [
            ...viewKeyCounters(sql, facts, keyId, now),
            ...bill.viewKeyBudget(sql, facts, keyId, now),
          ],
    month: {
      key,
      spent_micro_usd: spent,
      reserved_micro_usd: bill.reservedOf(sql, null, now),
      budget_micro_usd: budget.value,
      state: monthState(sql, facts, now),
      free_model: facts.has_free_model,
      smallest_call_micro_usd: bill.smallestCall(sql),
      resets_at,
    },
  };
}
