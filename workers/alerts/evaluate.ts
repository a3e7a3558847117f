import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alertConditions, type ConditionType } from "#contract/alert-condition";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { alertEvent, systemAlert } from "./alert.sql.ts";
import { deliveryStatements, openChannels, placesOf } from "./channels.ts";
import { ensureDefaults } from "./defaults.ts";
import { judge, stepAlert, type Reading, type Step } from "./next-state.ts";
import { readNow } from "./readings.ts";

export type AlertRow = typeof systemAlert.$inferSelect;

/** Alerts there may be; each is looked at in every run. */
export const maxAlerts = 100;

const isDue = (alert: AlertRow, now: number): boolean => {
  const { every } = alertConditions[alert.conditionType as ConditionType] ?? { every: 1 };
  const last = alert.lastEvaluatedAt?.getTime() ?? 0;
  // A run may begin some seconds late: minutes are compared, not milliseconds.
  return Math.floor(now / minute) - Math.floor(last / minute) >= every;
};

const stepOf = (alert: AlertRow, reading: Reading, now: number): Step =>
  stepAlert(
    {
      state: alert.state,
      since: alert.stateSince.getTime(),
      clearSince: alert.clearSince?.getTime() ?? null,
      isTold: alert.isTold,
      lastToldAt: alert.lastToldAt?.getTime() ?? null,
      noDataToldAt: alert.noDataToldAt?.getTime() ?? null,
    },
    {
      pendingMinutes: alert.pendingMinutes,
      keepFiringMinutes: alert.keepFiringMinutes,
      cooldownMinutes: alert.cooldownMinutes,
      silencedUntil: alert.silencedUntil?.getTime() ?? null,
    },
    judge(reading, alert.comparisonOperator, alert.threshold.value),
    now,
  );

/** The event, and a delivery to each place where people are told. */
export async function eventStatements(
  db: Db,
  alert: AlertRow,
  event: { kind: typeof alertEvent.$inferInsert.kind; value: number | null; tell: boolean },
  now: number,
  id: string = crypto.randomUUID(),
): Promise<Statement[]> {
  const places = event.tell ? placesOf(alert.notificationChannels, await openChannels(db)) : [];
  return [
    db.insert(alertEvent).values({
      id,
      alertId: alert.id,
      kind: event.kind,
      value: event.value,
      threshold: alert.threshold,
      comparisonOperator: alert.comparisonOperator,
      at: new Date(now),
    }),
    ...deliveryStatements(db, id, places, now),
  ];
}

const instantOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** Writes what a step came to, unless another run was first. */
async function write(
  db: Db,
  alert: AlertRow,
  step: Step,
  reading: Reading,
  now: number,
): Promise<void> {
  const { standing, event, began, tell } = step;
  const value = typeof reading === "number" ? reading : null;
  await runBatch(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from system_alert
        where id = ${alert.id} and revision = ${alert.revision} and deleted_at is null)`,
    ),
    db
      .update(systemAlert)
      .set({
        state: standing.state,
        stateSince: new Date(standing.since),
        clearSince: instantOf(standing.clearSince),
        isTold: standing.isTold,
        lastToldAt: instantOf(standing.lastToldAt),
        noDataToldAt: instantOf(standing.noDataToldAt),
        ...(began ? { lastTriggeredAt: new Date(now), triggerCount: alert.triggerCount + 1 } : {}),
        lastValue: value,
        lastEvaluatedAt: new Date(now),
        revision: alert.revision + 1,
      })
      .where(eq(systemAlert.id, alert.id)),
    ...(event === null ? [] : await eventStatements(db, alert, { kind: event, value, tell }, now)),
  );
  if (event !== null) log("info", "alert", { alert: alert.id, event, told: tell });
}

/** What an alert's condition reads; the same question is asked once a run. */
async function readOnce(
  env: Env,
  alert: AlertRow,
  readings: Map<string, Reading>,
  now: number,
): Promise<Reading> {
  const { unit, window_minutes } = alert.threshold;
  const condition = alert.conditionType as ConditionType;
  const key = `${condition} ${unit} ${window_minutes}`;
  const question = { condition, unit, windowMinutes: window_minutes };
  const found = readings.has(key) ? readings.get(key) : await readNow(env, question, now);
  readings.set(key, found ?? null);
  return found ?? null;
}

/** Every minute: each alert is looked at once, however many runs there are at the same time. */
export async function evaluateAlerts(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  await ensureDefaults(db, now);
  const alerts = await db
    .select()
    .from(systemAlert)
    .where(and(isNull(systemAlert.deletedAt), eq(systemAlert.isEnabled, true)))
    .orderBy(asc(systemAlert.createdAt))
    .limit(maxAlerts);
  const readings = new Map<string, Reading>();
  const failures: unknown[] = [];
  for (const alert of alerts.filter((one) => isDue(one, now))) {
    try {
      const reading = await readOnce(env, alert, readings, now);
      await write(db, alert, stepOf(alert, reading, now), reading, now);
    } catch (error) {
      if (!isRefused(error)) failures.push(error);
    }
  }
  // One that cannot be judged keeps no other from being seen; the run is on record as failed.
  if (failures.length > 0) throw failures[0];
}
