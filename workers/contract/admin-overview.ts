import * as v from "valibot";
import { AuditRecord } from "./admin-audit.ts";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Share } from "./statistics-shapes.ts";

/** Today up to now, and yesterday up to the same time. */
const compared = <Value extends v.GenericSchema>(value: Value) =>
  v.object({ today: value, yesterday: value });

/** What waits for an administrator, or is not as it should be. */
const Attention = v.object({
  alerts: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      state_since: Instant,
      silenced_until: v.nullable(Instant),
    }),
  ),
  requests: Count,
  /** Of the last 24 hours, and not dismissed. */
  violations: Count,
  /** About sign-ins, and not dismissed. */
  findings: Count,
  suspended: Count,
  locked: Count,
  health: v.object({
    /** When the site was last looked at; null: never. */
    at: v.nullable(Instant),
    /** Nobody has looked for ten minutes: what happens by itself does not. */
    is_late: v.boolean(),
    /** `database`, `durable_objects.meter`, … that gave no right answer then. */
    down: v.array(v.string()),
    jobs: v.array(v.object({ name: v.string(), state: v.picklist(["failing", "late"]) })),
  }),
});

const Today = v.object({
  as_of: v.nullable(Instant),
  /** Yesterday: of the whole day. */
  active_people: compared(Count),
  requests: compared(Count),
  server_errors: compared(Count),
  /** 5xx and 4xx, of what was asked. */
  error_rate_percentage: compared(Share),
  refused_percentage: compared(Share),
  /** REST, as in the weekly report; null where nothing was asked. */
  p95_ms: compared(v.nullable(v.number())),
});

const Cost = v.object({
  today_micro_usd: v.number(),
  yesterday_micro_usd: v.number(),
  month_micro_usd: v.number(),
  last_month_micro_usd: v.number(),
  forecast_micro_usd: v.nullable(v.number()),
  budget_micro_usd: v.nullable(Count),
  used_percentage: v.nullable(v.number()),
  forecast_percentage: v.nullable(v.number()),
});

const Storage = v.object({
  total_bytes: Count,
  /** Of the site's quota; null where there is none. */
  used_percentage: v.nullable(v.number()),
  /** The projects that store most. */
  top: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      owner_name: v.string(),
      bytes: Count,
      share_percentage: v.number(),
    }),
  ),
});

const Noted = v.pick(AuditRecord, [
  "id",
  "created_at",
  "user_id",
  "user_name",
  "impersonator_id",
  "impersonator_name",
  "action",
  "resource_type",
  "resource_id",
  "resource_name",
  "severity",
  "result",
  "request_id",
]);
const Notable = v.object({
  ...Noted.entries,
  /** So many things one job or one request did this to; where it did more, at least so many. */
  count: Count,
  count_is_least: v.boolean(),
  /** The job that did it; null: no job, or the request. */
  job_id: v.nullable(v.string()),
});
export type Notable = v.InferOutput<typeof Notable>;

/** A part that cannot be read is null: the others stand. */
export const ConsoleOverview = v.object({
  attention: v.nullable(Attention),
  today: v.nullable(Today),
  cost: v.nullable(Cost),
  storage: v.nullable(Storage),
  sign_ins: v.nullable(v.object({ active: Count, today: Count })),
  /** Roles, settings, access to what is others', deletions; the newest first. */
  notable: v.nullable(v.array(Notable)),
});
export type ConsoleOverview = v.InferOutput<typeof ConsoleOverview>;

export const getConsoleOverview = endpoint({
  method: "GET",
  path: "/admin/overview",
  access: "admin",
  summary:
    "What the console begins with: what needs somebody, today beside yesterday, what was done",
  output: ConsoleOverview,
});
