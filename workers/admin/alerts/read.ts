import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Alert, AlertEvent, AlertState } from "#contract/admin-alert";
import type * as contract from "#contract/admin-alert";
import type { ConditionType } from "#contract/alert-condition";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { alertChannel, alertDelivery, alertEvent, systemAlert } from "../../alerts/alert.sql.ts";
import type { AlertRow } from "../../alerts/evaluate.ts";
import { readDestinations } from "../../alerts/destinations.ts";
import { fillThreshold, readNow } from "../../alerts/readings.ts";
import { user } from "../../auth/user.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";

const table = systemAlert;
/** Events of one answer. */
const shownEvents = 50;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const toAlert = (
  row: AlertRow,
  createdByName: string | null,
  destinations: Alert["destinations"],
): Alert => ({
  id: row.id,
  name: row.name,
  condition_type: row.conditionType as ConditionType,
  threshold: row.threshold,
  comparison_operator: row.comparisonOperator,
  notification_channels: row.notificationChannels,
  destinations,
  is_enabled: row.isEnabled,
  last_triggered_at: iso(row.lastTriggeredAt),
  trigger_count: row.triggerCount,
  created_by: row.createdBy,
  created_by_name: createdByName,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  pending_minutes: row.pendingMinutes,
  keep_firing_minutes: row.keepFiringMinutes,
  cooldown_minutes: row.cooldownMinutes,
  state: row.state,
  state_since: row.stateSince.toISOString(),
  silenced_until: iso(row.silencedUntil),
  last_value: row.lastValue,
  last_evaluated_at: iso(row.lastEvaluatedAt),
});

const there = isNull(table.deletedAt);

const isIn = (state: AlertState) => and(there, eq(table.isEnabled, true), eq(table.state, state));

export async function listAlerts(
  env: Env,
  state: AlertState | undefined,
): Promise<OutputOf<typeof contract.listAlerts>> {
  const db = openDb(env.DB);
  const reached = await readDestinations(db, env);
  const [rows, firing] = await db.batch([
    db
      .select({
        alert: table,
        createdByName: sql<string | null>`${user.name}`.as("created_by_name"),
      })
      .from(table)
      .leftJoin(user, eq(user.id, table.createdBy))
      .where(state === undefined ? there : isIn(state))
      .orderBy(asc(table.createdAt), table.id),
    db.select({ count: count() }).from(table).where(isIn("firing")),
  ]);
  return {
    items: rows.map(({ alert, createdByName }) =>
      toAlert(alert, createdByName, reached(alert.notificationChannels)),
    ),
    total: rows.length,
    firing: firing[0]?.count ?? 0,
  };
}

/** Throws ALERT_001. */
export async function findAlert(db: Db, id: string): Promise<AlertRow> {
  const row = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), there))
    .get();
  if (!row) throw new AppError("ALERT_001");
  return row;
}

export async function showAlert(env: Env, row: AlertRow): Promise<Alert> {
  const db = openDb(env.DB);
  const reached = await readDestinations(db, env);
  const maker = await db
    .select({ name: user.name })
    .from(user)
    .where(eq(user.id, row.createdBy))
    .get();
  return toAlert(row, maker?.name ?? null, reached(row.notificationChannels));
}

type EventRow = typeof alertEvent.$inferSelect;

async function withDeliveries(db: Db, events: readonly EventRow[]): Promise<AlertEvent[]> {
  const ids = JSON.stringify(events.map((event) => event.id));
  const deliveries = await db
    .select({ delivery: alertDelivery, channelName: alertChannel.name })
    .from(alertDelivery)
    .leftJoin(alertChannel, eq(alertChannel.id, alertDelivery.channel))
    .where(sql`${alertDelivery.eventId} in (select value from json_each(${ids}))`)
    .orderBy(alertDelivery.channel);
  return events.map((event) => ({
    id: event.id,
    kind: event.kind,
    value: event.value,
    threshold: event.threshold,
    comparison_operator: event.comparisonOperator,
    at: event.at.toISOString(),
    deliveries: deliveries
      .filter(({ delivery }) => delivery.eventId === event.id)
      .map(({ delivery, channelName }) => ({
        channel: delivery.channel,
        channel_name: channelName,
        status: delivery.status,
        attempts: delivery.attempts,
        outcome: delivery.outcome,
      })),
  }));
}

/** Throws ALERT_001. */
export async function getAlert(env: Env, id: string): Promise<OutputOf<typeof contract.getAlert>> {
  const db = openDb(env.DB);
  const row = await findAlert(db, id);
  const events = await db
    .select()
    .from(alertEvent)
    .where(eq(alertEvent.alertId, id))
    .orderBy(desc(alertEvent.at))
    .limit(shownEvents);
  return { ...(await showAlert(env, row)), events: await withDeliveries(db, events) };
}

/** One event as it stands now. */
export async function getEvent(db: Db, id: string): Promise<AlertEvent> {
  const row = await db.select().from(alertEvent).where(eq(alertEvent.id, id)).get();
  const [event] = row ? await withDeliveries(db, [row]) : [];
  if (!event) throw new AppError("ALERT_001");
  return event;
}

/** What a condition reads now. Throws ALERT_002 for a unit or window it does not have. */
export async function readCondition(
  env: Env,
  query: QueryOf<typeof contract.readCondition>,
): Promise<OutputOf<typeof contract.readCondition>> {
  const { condition_type, unit, window_minutes } = query;
  const threshold = fillThreshold(condition_type, { value: 0, unit, window_minutes });
  if (threshold === null) throw new AppError("ALERT_002");
  const question = {
    condition: condition_type,
    unit: threshold.unit,
    windowMinutes: threshold.window_minutes,
  };
  const reading = await readNow(env, question, Date.now());
  return {
    value: typeof reading === "number" ? reading : null,
    unit: threshold.unit,
    is_known: reading !== null,
  };
}
