import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import {
  compared,
  frame,
  LevelsAsOf,
  points,
  RangeQuery,
  Share,
  statistics,
} from "./statistics-shapes.ts";

const Milliseconds = v.nullable(v.number());

export const Overview = v.object({
  ...frame,
  /** Of `total`, `active` (projects), `new_this_month` and `storage`. */
  levels_as_of: LevelsAsOf,
  users: v.object({ total: Count, active_today: Count, new_this_month: Count }),
  projects: v.object({ total: Count, active: Count, created_this_month: Count }),
  storage: v.object({
    total_bytes: Count,
    total_display: v.string(),
    /** Of the site's quota; null where there is none. */
    used_percentage: v.nullable(v.number()),
  }),
  api: v.object({
    requests_today: Count,
    average_response_ms: v.number(),
    /** What the site failed at (5xx), as the alert ERROR_RATE has it. */
    error_rate_percentage: Share,
    /** What it refused (4xx). */
    refused_percentage: Share,
  }),
  /** What the cards are compared with: the day before the period, and yesterday up to this time. */
  before: v.object({
    users_total: v.nullable(Count),
    projects_total: v.nullable(Count),
    storage_bytes: v.nullable(Count),
    /** Of the whole day. */
    active_yesterday: Count,
    requests_yesterday: Count,
    error_rate_percentage_yesterday: Share,
    refused_percentage_yesterday: Share,
  }),
  /** Requests of the period by what they were about; empty: nothing in particular. */
  resources: v.array(v.object({ resource: v.string(), requests: Count })),
  /** U-200, over the last 30 days; null where nothing was asked of the site. */
  slo: v.array(
    v.object({
      name: v.picklist(["uptime", "api_availability", "socket_connect"]),
      target_percentage: v.number(),
      percentage: v.nullable(v.number()),
    }),
  ),
});
export type Overview = v.InferOutput<typeof Overview>;

const people = { active_average: v.number(), new: Count };

const UserStatistics = v.object({
  ...frame,
  /** Of `weekly_active`, `monthly_active`, `new` and `total`. */
  levels_as_of: LevelsAsOf,
  points: points({
    /** In a month: on an average day. */
    active: v.number(),
    weekly_active: v.nullable(Count),
    monthly_active: v.nullable(Count),
    new: Count,
    total: v.nullable(Count),
    sign_ins: Count,
  }),
  ...compared(people),
});

const stored = {
  bytes: v.nullable(Count),
  /** Since the day before the period, or the first day of it that is known; null: fewer than two are. */
  growth_bytes: v.nullable(v.number()),
};

/** All of it as of when bytes were taken, but for `by_status`: as it stands. */
const StorageStatistics = v.object({
  ...frame,
  points: points({ bytes: v.nullable(Count) }),
  quota_bytes: v.nullable(Count),
  by_status: v.array(
    v.object({
      status: v.picklist(["active", "archived", "deleted"]),
      projects: Count,
      bytes: Count,
    }),
  ),
  ...compared(stored),
});

const asked = { requests: Count, average_response_ms: v.number() };

const RequestStatistics = v.object({
  ...frame,
  points: points(asked),
  by_action: v.array(v.object({ action: v.string(), requests: Count })),
  by_resource: v.array(v.object({ resource: v.string(), requests: Count })),
  ...compared(asked),
});

const failed = {
  requests: Count,
  client_errors: Count,
  server_errors: Count,
  /** 5xx, but what a site closed for maintenance refused. */
  error_rate_percentage: Share,
  /** 4xx. */
  refused_percentage: Share,
};

const failing = v.object({
  /** Empty, as `route` then is: no address of the site. */
  method: v.string(),
  /** As the contract has it, `/projects/:id`; never the address that was called. */
  route: v.string(),
  requests: Count,
  errors: Count,
  /** The most frequent first. */
  codes: v.array(v.object({ status: v.number(), code: v.string(), requests: Count })),
});
export type Failing = v.InferOutput<typeof failing>;

const ErrorStatistics = v.object({
  ...frame,
  points: points(failed),
  /** Where most of them came from: failures of the site (5xx), and what it refused (4xx). */
  by_route: v.object({ server: v.array(failing), client: v.array(failing) }),
  by_code: v.array(v.object({ status: v.number(), code: v.string(), requests: Count })),
  ...compared(failed),
});

const times = { requests: Count, p50_ms: Milliseconds, p95_ms: Milliseconds, p99_ms: Milliseconds };

const LatencyStatistics = v.object({
  as_of: v.nullable(Instant),
  points: v.array(v.object({ at: Instant, ...times })),
  /** Over all of the time, against what is promised (U-203). */
  kinds: v.array(
    v.object({
      kind: v.picklist(["rest", "file", "socket", "model"]),
      ...times,
      target_ms: v.object({ p50: v.number(), p95: v.number(), p99: v.number() }),
    }),
  ),
});

export const getOverview = statistics(
  "statistics/overview",
  "The site in figures (A-070)",
  Overview,
);
export const getStats = statistics("stats", "As /admin/statistics/overview (U-226)", Overview);
export const getUserStatistics = statistics(
  "statistics/users",
  "People who were there, and who is new (A-071)",
  UserStatistics,
);
export const getStorageStatistics = statistics(
  "statistics/storage",
  "What is stored (A-072)",
  StorageStatistics,
);
export const getRequestStatistics = statistics(
  "statistics/api-requests",
  "Requests and their times (A-073)",
  RequestStatistics,
);
export const getErrorStatistics = statistics(
  "statistics/errors",
  "Refusals and failures, by code and by address (A-074)",
  ErrorStatistics,
);
/** The last minutes; `today`: since midnight of the site, a quarter of an hour at a time. */
const Minutes = v.optional(v.picklist(["60", "360", "today"]), "60");

export const getLatency = endpoint({
  method: "GET",
  path: "/admin/statistics/latency",
  access: "admin",
  summary: "p50, p95 and p99 of the last hours or of today, by the minute (U-201)",
  query: v.object({
    minutes: Minutes,
    /** REST and files together where nothing is said. */
    kind: v.optional(v.picklist(["rest", "file", "socket", "model"])),
  }),
  output: LatencyStatistics,
});

export const statisticsSeries = [
  "users",
  "storage",
  "api-requests",
  "errors",
  "costs",
  "cost-models",
  "cost-people",
  "engagement",
  "cohorts",
  "latency",
] as const;

export const exportStatistics = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/statistics/:series/export",
  access: "admin",
  summary: "A series as CSV",
  param: v.object({ series: v.picklist(statisticsSeries) }),
  query: v.object({
    ...RangeQuery.entries,
    /** Of `latency`. */
    minutes: Minutes,
  }),
  raw: { response: "text/csv" },
});
