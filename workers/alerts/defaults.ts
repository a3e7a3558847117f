import { inArray } from "drizzle-orm";
import { alertConditions, type ConditionType } from "#contract/alert-condition";
import type { Db } from "../platform/db.ts";
import { stableId } from "../platform/stable-id.ts";
import { systemAlert } from "./alert.sql.ts";

/** Who made what the product brings along. */
const bySite = stableId("engawa");

interface Default {
  readonly id: string;
  readonly name: string;
  readonly condition: ConditionType;
  readonly windowMinutes: number;
  readonly pendingMinutes: number;
}

/** U-202. */
const defaults: readonly Default[] = [
  {
    id: stableId("alert server errors"),
    name: "サーバーエラー率 / Server errors",
    condition: "ERROR_RATE",
    windowMinutes: 2,
    pendingMinutes: 5,
  },
  {
    id: stableId("alert socket failures"),
    name: "WebSocket 接続失敗 / WebSocket failures",
    condition: "WS_FAILURE_RATE",
    windowMinutes: 2,
    pendingMinutes: 2,
  },
];

/** Every site begins with these alerts. One that was deleted has left its row, and stays away. */
export async function ensureDefaults(db: Db, now: number): Promise<void> {
  const ids = defaults.map((one) => one.id);
  const found = await db
    .select({ id: systemAlert.id })
    .from(systemAlert)
    .where(inArray(systemAlert.id, ids));
  if (found.length === defaults.length) return;
  const at = new Date(now);
  const rows = defaults.map((one) => ({
    id: one.id,
    name: one.name,
    conditionType: one.condition,
    threshold: {
      value: alertConditions[one.condition].usual.value,
      unit: alertConditions[one.condition].units[0],
      window_minutes: one.windowMinutes,
    },
    comparisonOperator: alertConditions[one.condition].usual.operator,
    notificationChannels: ["EMAIL", "IN_APP"],
    pendingMinutes: one.pendingMinutes,
    keepFiringMinutes: 2,
    createdBy: bySite,
    createdAt: at,
    updatedAt: at,
    stateSince: at,
  }));
  await db.insert(systemAlert).values(rows).onConflictDoNothing();
}
