import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../platform/columns.ts";

export interface Threshold {
  readonly value: number;
  readonly unit: string;
  readonly window_minutes: number;
}

/** A-017, and below its columns what tells a spike from a trouble (T-32). */
export const systemAlert = sqliteTable(
  "system_alert",
  {
    id: id().primaryKey(),
    name: text("name", { length: 100 }).notNull(),
    conditionType: text("condition_type", { length: 50 }).notNull(),
    threshold: json<Threshold>("threshold").notNull(),
    comparisonOperator: text("comparison_operator", {
      enum: ["GT", "GTE", "LT", "LTE", "EQ"],
    }).notNull(),
    /** EMAIL, IN_APP, SLACK, WEBHOOK (all of the kind), or the id of one channel. */
    notificationChannels: json<string[]>("notification_channels").notNull(),
    isEnabled: flag("is_enabled").notNull().default(true),
    lastTriggeredAt: instant("last_triggered_at"),
    triggerCount: integer("trigger_count").notNull().default(0),
    createdBy: id("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** How long the condition holds before anybody is told. */
    pendingMinutes: integer("pending_minutes").notNull().default(0),
    /** How long it no longer holds before it counts as resolved. */
    keepFiringMinutes: integer("keep_firing_minutes").notNull().default(0),
    /** The least time between two notifications that it fires. */
    cooldownMinutes: integer("cooldown_minutes").notNull().default(30),
    state: text("state", { enum: ["ok", "pending", "firing", "no_data"] })
      .notNull()
      .default("ok"),
    stateSince: instant("state_since").notNull(),
    /** While firing: since when the condition no longer holds. While pending: since when nothing is known. */
    clearSince: instant("clear_since"),
    /** Whether people were told of something that is wrong, and so are told of its end. */
    isTold: flag("is_told").notNull().default(false),
    /** When people were last told that it fires, and that data is missing. */
    lastToldAt: instant("last_told_at"),
    noDataToldAt: instant("no_data_told_at"),
    silencedUntil: instant("silenced_until"),
    lastValue: real("last_value"),
    lastEvaluatedAt: instant("last_evaluated_at"),
    /** Counts every write: of two evaluations at once one counts. */
    revision: integer("revision").notNull().default(0),
    /** What was deleted keeps its history, and is not made again. */
    deletedAt: instant("deleted_at"),
  },
  (t) => [index("system_alert_state").on(t.deletedAt, t.state)],
);

/** What became of an alert, and when. */
export const alertEvent = sqliteTable(
  "alert_event",
  {
    id: id().primaryKey(),
    alertId: id("alert_id").notNull(),
    kind: text("kind", { enum: ["fired", "resolved", "no_data", "silenced", "test"] }).notNull(),
    value: real("value"),
    threshold: json<Threshold>("threshold").notNull(),
    comparisonOperator: text("comparison_operator", { length: 10 }).notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("alert_event_alert").on(t.alertId, t.at), index("alert_event_at").on(t.at)],
);

/** News on their way, one row a channel: tried again until they are there or given up. */
export const alertDelivery = sqliteTable(
  "alert_delivery",
  {
    id: id().primaryKey(),
    eventId: id("event_id").notNull(),
    /** EMAIL, IN_APP, or the id of a channel. */
    channel: text("channel", { length: 36 }).notNull(),
    status: text("status", { enum: ["waiting", "sent", "failed"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    /** What the other side answered: a status code or a word of ours, never its text. */
    outcome: text("outcome", { length: 100 }),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    index("alert_delivery_event").on(t.eventId),
    index("alert_delivery_due").on(t.status, t.nextAttemptAt),
  ],
);

/** Where news may go besides administrators' mail and inbox. */
export const alertChannel = sqliteTable("alert_channel", {
  id: id().primaryKey(),
  kind: text("kind", { enum: ["EMAIL", "SLACK", "WEBHOOK"] }).notNull(),
  name: text("name", { length: 100 }).notNull(),
  language: text("language", { enum: ["ja", "en"] }).notNull(),
  /** Sealed (T-31): addresses, or the URL. */
  target: text("target").notNull(),
  /** What may be shown of it. */
  targetHint: text("target_hint", { length: 300 }).notNull(),
  /** Sealed: what a webhook's bodies are signed with. */
  secret: text("secret"),
  isEnabled: flag("is_enabled").notNull().default(true),
  lastOutcome: text("last_outcome", { length: 100 }),
  lastSentAt: instant("last_sent_at"),
  lastFailedAt: instant("last_failed_at"),
  createdBy: id("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Reports that go out once a period. */
export const reportRun = sqliteTable("report_run", {
  /** `<report>:<period>` */
  id: text("id", { length: 60 }).primaryKey(),
  createdAt: instant("created_at").notNull(),
});
