import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/**
 * `healthy`: answered rightly within a second. `degraded`: answered, but late, or something in it
 * wants looking at. `unhealthy`: no right answer within two seconds. `off`: not set up here.
 */
export const PartStatus = v.picklist(["healthy", "degraded", "unhealthy", "off"]);
export type PartStatus = v.InferOutput<typeof PartStatus>;

/**
 * The site: `unhealthy` where a part is that nobody can do without (database, cache, storage,
 * objects), `degraded` where anything else is not as it should be.
 */
export const SiteStatus = v.picklist(["healthy", "degraded", "unhealthy"]);
export type SiteStatus = v.InferOutput<typeof SiteStatus>;

export const Problem = v.picklist([
  "timeout",
  "error",
  "slow",
  "refused",
  "overloaded",
  "unexpected",
  "behind",
  "full",
  "late",
  "never",
  "failing",
  "tampered",
]);
export type Problem = v.InferOutput<typeof Problem>;

/** A-123, and what is the matter where something is. */
export const Part = v.object({
  status: PartStatus,
  response_time_ms: Count,
  problem: v.nullable(Problem),
  /** Plain facts; never a secret, never what another site answered. */
  details: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.null()]))),
});
export type Part = v.InferOutput<typeof Part>;

const essentials = { database: Part, cache: Part, storage: Part };

export const checkHealth = endpoint({
  method: "GET",
  path: "/admin/health-check",
  access: "admin",
  summary: "Database, cache and storage",
  output: v.object({ status: SiteStatus, timestamp: Instant, checks: v.object(essentials) }),
});

export const checkHealthInDetail = endpoint({
  method: "GET",
  path: "/admin/health-check/detailed",
  access: "admin",
  summary: "Every part the site is made of and leans on (SA-043)",
  output: v.object({
    status: SiteStatus,
    timestamp: Instant,
    checks: v.object({
      ...essentials,
      queue: Part,
      mail: Part,
      durable_objects: v.object({
        meter: Part,
        chat_session: Part,
        workspace: Part,
        audit_chain: Part,
      }),
      /** `anthropic`, and each configured sign-in provider by its id. */
      external_apis: v.record(v.string(), Part),
    }),
  }),
});

export const HealthPeriod = v.picklist(["hour", "day", "week", "month"]);
export type HealthPeriod = v.InferOutput<typeof HealthPeriod>;

/** A share in percent of the samples; null without any. */
const Availability = v.nullable(v.number());

export const getHealthHistory = endpoint({
  method: "GET",
  path: "/admin/health-check/history",
  access: "admin",
  summary: "Response times and availability by the minute's samples",
  query: v.object({ period: v.optional(HealthPeriod, "day") }),
  output: v.object({
    period: HealthPeriod,
    step_minutes: Count,
    /** Begin of each step. */
    points: v.array(Instant),
    /** Minutes that were looked at, of those the period has: what nobody looked at is not known. */
    sampled_minutes: Count,
    expected_minutes: Count,
    availability_percentage: Availability,
    checks: v.array(
      v.object({
        /** `database`, `durable_objects.meter`, `external_apis.anthropic`, … */
        name: v.string(),
        availability_percentage: Availability,
        response_time_ms: v.array(v.nullable(Count)),
      }),
    ),
  }),
});

export const listCronJobs = endpoint({
  method: "GET",
  path: "/admin/health-check/jobs",
  access: "admin",
  summary: "What happens by itself: when each job last ran, and how that went",
  output: v.object({
    items: v.array(
      v.object({
        name: v.string(),
        every: v.picklist(["minute", "day"]),
        state: v.picklist(["ok", "failing", "late"]),
        last_run_at: Instant,
        last_ms: Count,
        last_failed_at: v.nullable(Instant),
        last_error: v.nullable(v.string()),
        failures: Count,
      }),
    ),
  }),
});

export const PreflightName = v.picklist([
  "secret_key",
  "encryption_key",
  "environment",
  "sign_in",
  "public_url",
  "migrations",
  "cron",
  "mail",
  "model",
  "administrators",
  "administrator_factors",
  "alert_channel",
  "turnstile",
  "oauth",
  "metrics_token",
  "address_list",
  "backups",
]);
export type PreflightName = v.InferOutput<typeof PreflightName>;

export const getPreflight = endpoint({
  method: "GET",
  path: "/admin/health-check/preflight",
  access: "admin",
  summary: "Whether the site is set up as a site in use should be (D-19)",
  output: v.object({
    items: v.array(
      v.object({
        name: PreflightName,
        /** `by_hand`: nothing here can tell. */
        state: v.picklist(["ok", "advice", "wrong", "by_hand"]),
        /** A fact behind it, e.g. how many; never the value of a secret. */
        value: v.nullable(v.union([v.string(), v.number()])),
      }),
    ),
  }),
});
