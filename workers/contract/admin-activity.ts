import * as v from "valibot";
import { Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import {
  ExportFormat,
  FilterText,
  Flag,
  LogPage,
  LogPaging,
  LogTail,
  LogWindow,
} from "./log-list.ts";

/** Ids as they are stored: a log is shown whatever stands in it. */
const row = {
  id: v.string(),
  user_id: v.nullable(v.string()),
  /** Null: nobody was signed in, or the account is gone for good. */
  user_name: v.nullable(v.string()),
  action_type: v.string(),
  resource_type: v.nullable(v.string()),
  resource_id: v.nullable(v.string()),
  endpoint: v.string(),
  method: v.string(),
  response_status: v.number(),
  error_message: v.nullable(v.string()),
  error_code: v.nullable(v.string()),
  ip_address: v.nullable(v.string()),
  user_agent: v.nullable(v.string()),
  duration_ms: v.number(),
  created_at: Instant,
  /** The administrator behind the person, while impersonating (T-24). */
  impersonator_id: v.nullable(v.string()),
  impersonator_name: v.nullable(v.string()),
  /** The API key it came with; null: a sign-in, or nobody (D-06). */
  key_id: v.nullable(v.string()),
};

/** */
export const Activity = v.object(row);
export type Activity = v.InferOutput<typeof Activity>;

/** */
export const ActivityDetail = v.object({
  ...row,
  user_email: v.nullable(v.string()),
  request_body: v.nullable(v.record(v.string(), v.unknown())),
  /** What the request left in the audit log. */
  audit: v.array(
    v.object({
      id: v.string(),
      action: v.string(),
      resource_type: v.string(),
      resource_id: v.nullable(v.string()),
    }),
  ),
});
export type ActivityDetail = v.InferOutput<typeof ActivityDetail>;

const filters = {
  user_id: v.optional(Id),
  action_type: FilterText(50),
  resource_type: FilterText(50),
  resource_id: FilterText(200),
  has_error: Flag,
  /** `404`, `5xx`, `>=500`, `400..499`. */
  status: FilterText(10),
  method: FilterText(10),
  /** Part of the address. */
  endpoint: FilterText(200),
  ip_address: FilterText(45),
  key_id: v.optional(Id),
  request_id: v.optional(Id),
  error_code: FilterText(50),
  ...LogWindow,
};

const listQuery = {
  ...filters,
  /** `user_id`: by the person's name, the newest first for each; who has none, and nobody, come behind. */
  sort_by: v.optional(
    v.picklist(["created_at", "user_id", "action_type", "response_status", "duration_ms"]),
    "created_at",
  ),
  ...LogPaging,
};

export const listActivity = endpoint({
  method: "GET",
  path: "/admin/activity-logs",
  access: "admin",
  summary: "What was asked of the API: filtered, sorted, at any depth (A-030)",
  query: v.object(listQuery),
  output: LogPage(Activity),
});

export const listErrors = endpoint({
  method: "GET",
  path: "/admin/activity-logs/errors",
  access: "admin",
  summary: "Requests that failed (A-032)",
  query: v.object(listQuery),
  output: LogPage(Activity),
});

export const tailActivity = endpoint({
  method: "GET",
  path: "/admin/activity-logs/tail",
  access: "admin",
  summary: "What was recorded since a list or the last tail; itself not recorded",
  query: v.object({ ...filters, cursor: v.pipe(v.string(), v.maxLength(40)) }),
  output: LogTail(Activity),
});

export const exportActivity = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/activity-logs/export",
  access: "admin",
  summary: "What the filters find as CSV, JSON or NDJSON, streamed; itself audited (A-033, T-28)",
  query: v.object({ ...filters, format: ExportFormat }),
  raw: { response: "text/csv" },
});

export const getActivity = endpoint({
  method: "GET",
  path: "/admin/activity-logs/:id",
  access: "admin",
  summary: "One request, with what may be kept of its body (A-031)",
  param: v.object({ id: Id }),
  output: ActivityDetail,
});
