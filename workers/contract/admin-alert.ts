import * as v from "valibot";
import { conditionTypes } from "./alert-condition.ts";
import { Destination } from "./alert-destinations.ts";
import { Count, Instant, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

const ConditionType = v.picklist(conditionTypes);

export const Operator = v.picklist(["GT", "GTE", "LT", "LTE", "EQ"]);
export type Operator = v.InferOutput<typeof Operator>;

/** `no_data`: what it is judged by does not arrive (T-32). */
export const AlertState = v.picklist(["ok", "pending", "firing", "no_data"]);
export type AlertState = v.InferOutput<typeof AlertState>;

const Threshold = v.object({
  value: v.number(),
  unit: v.string(),
  window_minutes: Count,
});

/** All of a kind (EMAIL and IN_APP: the administrators), or the id of one channel. */
const ChannelRef = v.union([v.picklist(["EMAIL", "IN_APP", "SLACK", "WEBHOOK"]), Id]);

export const Alert = v.object({
  id: Id,
  name: v.string(),
  condition_type: ConditionType,
  threshold: Threshold,
  comparison_operator: Operator,
  notification_channels: v.array(v.string()),
  /** Whom that reaches now; a kind may be named before there is a channel of it. */
  destinations: v.array(Destination),
  is_enabled: v.boolean(),
  last_triggered_at: v.nullable(Instant),
  trigger_count: Count,
  created_by: v.string(),
  created_by_name: v.nullable(v.string()),
  created_at: Instant,
  updated_at: Instant,
  pending_minutes: Count,
  keep_firing_minutes: Count,
  cooldown_minutes: Count,
  state: AlertState,
  state_since: Instant,
  silenced_until: v.nullable(Instant),
  last_value: v.nullable(v.number()),
  last_evaluated_at: v.nullable(Instant),
});
export type Alert = v.InferOutput<typeof Alert>;

const AlertDelivery = v.object({
  channel: v.string(),
  /** Of a channel; null for administrators' mail and inbox, and for one that is gone. */
  channel_name: v.nullable(v.string()),
  status: v.picklist(["waiting", "sent", "failed"]),
  attempts: Count,
  outcome: v.nullable(v.string()),
});

export const AlertEvent = v.object({
  id: Id,
  /** `silenced`: it began to fire, and nobody was told. */
  kind: v.picklist(["fired", "resolved", "no_data", "silenced", "test"]),
  value: v.nullable(v.number()),
  threshold: Threshold,
  comparison_operator: v.string(),
  at: Instant,
  deliveries: v.array(AlertDelivery),
});
export type AlertEvent = v.InferOutput<typeof AlertEvent>;

const Minutes = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));

/** Between what `value` lies with each unit and comparison: see alert-condition; else ALERT_004. */
const ThresholdInput = v.object({
  value: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000_000)),
  /** Absent: the condition's usual one. */
  unit: v.optional(v.string()),
  window_minutes: v.optional(Count),
});

const fields = {
  name: Name(100),
  condition_type: ConditionType,
  threshold: ThresholdInput,
  comparison_operator: Operator,
  notification_channels: v.pipe(v.array(ChannelRef), v.maxLength(20)),
  is_enabled: v.boolean(),
  pending_minutes: Minutes(1440),
  keep_firing_minutes: Minutes(1440),
  cooldown_minutes: Minutes(10_080),
};

/** Of what was read, document A's fields nobody changes: taken as they stand (decision 27). */
export const AlertAsRead = v.partial(
  v.pick(Alert, [
    "id",
    "last_triggered_at",
    "trigger_count",
    "created_by",
    "created_at",
    "updated_at",
  ]),
);

const recorded = [
  "name",
  "condition_type",
  "threshold",
  "comparison_operator",
  "notification_channels",
  "is_enabled",
];

const one = v.object({ id: Id });

export const listAlerts = endpoint({
  method: "GET",
  path: "/admin/alerts",
  access: "admin",
  summary: "Alerts and how they stand (SA-031)",
  query: v.object({ state: v.optional(AlertState) }),
  output: v.object({
    items: v.array(Alert),
    total: Count,
    /** Of all, whatever was asked for. */
    firing: Count,
  }),
});

export const createAlert = endpoint({
  method: "POST",
  path: "/admin/alerts",
  access: "admin",
  lasting: true,
  summary: "Watch something (SA-031); ALERT_004 for a threshold that is passed never, or always",
  json: v.object({
    ...fields,
    is_enabled: v.optional(v.boolean(), true),
    pending_minutes: v.optional(fields.pending_minutes, 0),
    keep_firing_minutes: v.optional(fields.keep_firing_minutes, 0),
    cooldown_minutes: v.optional(fields.cooldown_minutes, 30),
  }),
  output: Alert,
  created: true,
  record: recorded,
});

export const getAlert = endpoint({
  method: "GET",
  path: "/admin/alerts/:id",
  access: "admin",
  summary: "One alert with what became of it, newest first",
  param: one,
  output: v.object({ ...Alert.entries, events: v.array(AlertEvent) }),
});

export const updateAlert = endpoint({
  method: "PATCH",
  path: "/admin/alerts/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Change an alert; with If-Match only the one that was read (SA-031)",
  param: one,
  json: v.object({ ...v.partial(v.object(fields)).entries, ...AlertAsRead.entries }),
  output: Alert,
  record: recorded,
});

export const deleteAlert = endpoint({
  method: "DELETE",
  path: "/admin/alerts/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Watch it no longer (SA-031)",
  param: one,
});

export const silenceAlert = endpoint({
  method: "POST",
  path: "/admin/alerts/:id/silence",
  access: "admin",
  lasting: true,
  summary: "Tell nobody for so many minutes; 0 ends the silence",
  param: one,
  json: v.object({ minutes: Minutes(10_080) }),
  output: Alert,
  record: ["minutes"],
});

export const testAlert = endpoint({
  method: "POST",
  path: "/admin/alerts/:id/test",
  access: "admin",
  summary: "Send a test to the alert's channels and say how each took it",
  param: one,
  output: v.object({ ...AlertEvent.entries, destinations: v.array(Destination) }),
});

export const readCondition = endpoint({
  method: "GET",
  path: "/admin/alert-readings",
  access: "admin",
  summary: "What a condition reads now",
  query: v.object({
    condition_type: ConditionType,
    unit: v.optional(v.string()),
    window_minutes: v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number))),
  }),
  output: v.object({
    /** Null: nothing happened, or nothing is known. */
    value: v.nullable(v.number()),
    unit: v.string(),
    is_known: v.boolean(),
  }),
});
