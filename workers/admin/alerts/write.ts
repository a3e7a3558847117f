import { and, eq, isNull, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-alert";
import { AlertAsRead, type Alert, type Operator } from "#contract/admin-alert";
import { isWithin, thresholdBounds, type ConditionType } from "#contract/alert-condition";
import type { JsonOf } from "#contract/endpoint";
import { alertChannel, systemAlert } from "../../alerts/alert.sql.ts";
import { maxAlerts, type AlertRow } from "../../alerts/evaluate.ts";
import { fillThreshold } from "../../alerts/readings.ts";
import { requireAsRead } from "../../platform/as-read.ts";
import { assertStatement, runAsserted } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { checkUnchanged, nextTime } from "../../platform/http/if-match.ts";
import { saysTheSame, untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { findAlert, showAlert } from "./read.ts";

const table = systemAlert;
const kinds = new Set(["EMAIL", "IN_APP", "SLACK", "WEBHOOK"]);

const recorded = (row: AlertRow): Record<string, unknown> => ({
  name: row.name,
  condition_type: row.conditionType,
  threshold: row.threshold,
  comparison_operator: row.comparisonOperator,
  notification_channels: row.notificationChannels,
  is_enabled: row.isEnabled,
  pending_minutes: row.pendingMinutes,
  keep_firing_minutes: row.keepFiringMinutes,
  cooldown_minutes: row.cooldownMinutes,
});

/** Throws ALERT_002 where a channel is none. */
async function checkChannels(db: Db, wanted: readonly string[]): Promise<string[]> {
  const ids = wanted.filter((one) => !kinds.has(one));
  if (ids.length > 0) {
    const found = await db
      .select({ id: alertChannel.id })
      .from(alertChannel)
      .where(sql`${alertChannel.id} in (select value from json_each(${JSON.stringify(ids)}))`);
    const unknown = ids.filter((id) => !found.some((row) => row.id === id));
    if (unknown.length > 0) throw new AppError("ALERT_002", { unknown_channels: unknown });
  }
  return [...new Set(wanted)];
}

function checkThreshold(
  condition: ConditionType,
  given: JsonOf<typeof contract.createAlert>["threshold"],
): AlertRow["threshold"] {
  const threshold = fillThreshold(condition, given);
  if (threshold === null) throw new AppError("ALERT_002", { condition_type: condition });
  return threshold;
}

/** Throws ALERT_004 for one that no reading passes, or every reading. */
function checkBounds({ value, unit }: AlertRow["threshold"], operator: Operator): void {
  const bounds = thresholdBounds(unit, operator);
  if (bounds !== null && !isWithin(bounds, value)) {
    throw new AppError("ALERT_004", { ...bounds, unit, comparison_operator: operator });
  }
}

/** Throws ALERT_002, ALERT_004, and ALERT_003 where there are too many. */
export async function createAlert(
  env: Env,
  actor: Actor,
  json: JsonOf<typeof contract.createAlert>,
  origin: Origin,
): Promise<Alert> {
  const db = openDb(env.DB);
  const now = new Date();
  const id = crypto.randomUUID();
  const threshold = checkThreshold(json.condition_type, json.threshold);
  checkBounds(threshold, json.comparison_operator);
  const row = {
    id,
    name: json.name,
    conditionType: json.condition_type,
    threshold,
    comparisonOperator: json.comparison_operator,
    notificationChannels: await checkChannels(db, json.notification_channels),
    isEnabled: json.is_enabled,
    pendingMinutes: json.pending_minutes,
    keepFiringMinutes: json.keep_firing_minutes,
    cooldownMinutes: json.cooldown_minutes,
    createdBy: actor.id,
    createdAt: now,
    updatedAt: now,
    stateSince: now,
  };
  await runAsserted(
    db,
    () => new AppError("ALERT_003", { most: maxAlerts }),
    assertStatement(
      db,
      sql`(select count(*) from system_alert where deleted_at is null) < ${maxAlerts}`,
    ),
    db.insert(table).values(row),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["ALERT", id],
      after: { ...json },
    }),
  );
  return showAlert(env, await findAlert(db, id));
}

/**
 * What an alert watched before says nothing of what it watches now. Only who was told that something is
 * wrong still is to hear that it is not (T-32).
 */
const anew = (now: Date) => ({
  state: "ok" as const,
  stateSince: now,
  clearSince: null,
  lastToldAt: null,
  noDataToldAt: null,
  lastValue: null,
  lastEvaluatedAt: null,
});

/** By which way a reading passes: another way, or other readings, watch something else. */
const watched = ({ conditionType, threshold, comparisonOperator }: AlertRow): string =>
  [conditionType, threshold.unit, threshold.window_minutes, comparisonOperator.slice(0, 2)].join();

/** Readings that were told of are not afterwards. */
function passesLess(before: AlertRow, after: AlertRow): boolean {
  if (watched(before) !== watched(after)) return true;
  const [was, is] = [before.threshold.value, after.threshold.value];
  const operator = after.comparisonOperator;
  if (was === is) return before.comparisonOperator.length > operator.length;
  return operator === "EQ" || (operator.startsWith("GT") ? is > was : is < was);
}

/** Less is told afterwards, later, less often, to fewer, or nothing. */
const weakens = (before: AlertRow, after: AlertRow): boolean =>
  (before.isEnabled && !after.isEnabled) ||
  passesLess(before, after) ||
  after.pendingMinutes > before.pendingMinutes ||
  after.cooldownMinutes > before.cooldownMinutes ||
  (after.silencedUntil?.getTime() ?? 0) > (before.silencedUntil?.getTime() ?? 0) ||
  before.notificationChannels.some((one) => !after.notificationChannels.includes(one));

/** Writes a change with its record, unless the alert was evaluated or changed in between. */
async function change(
  db: Db,
  actor: Actor,
  before: AlertRow,
  after: AlertRow,
  action: string,
  origin: Origin,
): Promise<void> {
  const told = (row: AlertRow) => ({ ...recorded(row), silenced_until: row.silencedUntil });
  if (saysTheSame(told(before), told(after))) return;
  const revision = before.revision + 1;
  await writeEdit(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from system_alert
        where id = ${before.id} and revision = ${before.revision} and deleted_at is null)`,
    ),
    db
      .update(table)
      .set({ ...after, revision })
      .where(eq(table.id, before.id)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action,
      resource: ["ALERT", before.id],
      severity: weakens(before, after) ? "WARNING" : "INFO",
      before: told(before),
      after: told(after),
    }),
  );
}

/** Throws ALERT_001, ALERT_002, ALERT_004, EDIT_002, and EDIT_001 where somebody else was first. */
export async function updateAlert(
  env: Env,
  actor: Actor,
  id: string,
  json: JsonOf<typeof contract.updateAlert>,
  expected: Date | null,
  origin: Origin,
): Promise<Alert> {
  const db = openDb(env.DB);
  const channels =
    json.notification_channels && (await checkChannels(db, json.notification_channels));
  await untilWritten(async () => {
    const before = await findAlert(db, id);
    checkUnchanged(expected, before.updatedAt);
    await requireAsRead(AlertAsRead, json, () => showAlert(env, before));
    const condition = json.condition_type ?? (before.conditionType as ConditionType);
    const given =
      json.threshold ??
      (condition === before.conditionType ? before.threshold : { value: before.threshold.value });
    const threshold = checkThreshold(condition, given);
    const operator = json.comparison_operator ?? before.comparisonOperator;
    const enabled = json.is_enabled ?? before.isEnabled;
    const judgesElse =
      condition !== before.conditionType ||
      operator !== before.comparisonOperator ||
      JSON.stringify(threshold) !== JSON.stringify(before.threshold);
    if (judgesElse) checkBounds(threshold, operator);
    const watchesElse = judgesElse || enabled !== before.isEnabled;
    const updatedAt = nextTime(before.updatedAt);
    const after: AlertRow = {
      ...before,
      name: json.name ?? before.name,
      conditionType: condition,
      threshold,
      comparisonOperator: operator,
      notificationChannels: channels ?? before.notificationChannels,
      isEnabled: enabled,
      pendingMinutes: json.pending_minutes ?? before.pendingMinutes,
      keepFiringMinutes: json.keep_firing_minutes ?? before.keepFiringMinutes,
      cooldownMinutes: json.cooldown_minutes ?? before.cooldownMinutes,
      updatedAt,
      ...(watchesElse ? anew(updatedAt) : {}),
    };
    await change(db, actor, before, after, "UPDATE", origin);
  });
  return showAlert(env, await findAlert(db, id));
}

/** Throws ALERT_001. Its history stays. */
export async function deleteAlert(db: Db, actor: Actor, id: string, origin: Origin): Promise<void> {
  const before = await findAlert(db, id);
  await runAsserted(
    db,
    () => new AppError("ALERT_001"),
    assertStatement(
      db,
      sql`exists(select 1 from system_alert where id = ${id} and deleted_at is null)`,
    ),
    db
      .update(table)
      .set({ deletedAt: new Date(), isEnabled: false, revision: sql`${table.revision} + 1` })
      .where(and(eq(table.id, id), isNull(table.deletedAt))),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["ALERT", id],
      severity: "WARNING",
      before: recorded(before),
    }),
  );
}

/** Whether a silence until then is the one that holds: asked for twice at a time it is once on record. */
const isSilent = ({ silencedUntil }: AlertRow, until: Date | null): boolean =>
  silencedUntil !== null &&
  until !== null &&
  Math.abs(silencedUntil.getTime() - until.getTime()) < minute &&
  silencedUntil.getTime() > Date.now();

/** Tells nobody for so many minutes; 0 ends the silence. Throws ALERT_001. */
export async function silenceAlert(
  env: Env,
  actor: Actor,
  id: string,
  minutes: number,
  origin: Origin,
): Promise<Alert> {
  const db = openDb(env.DB);
  await untilWritten(async () => {
    const before = await findAlert(db, id);
    const until = minutes === 0 ? null : new Date(Date.now() + minutes * minute);
    if (isSilent(before, until)) return;
    const after = { ...before, silencedUntil: until };
    await change(db, actor, before, after, minutes === 0 ? "UNSILENCE" : "SILENCE", origin);
  });
  return showAlert(env, await findAlert(db, id));
}
