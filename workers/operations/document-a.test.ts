/** Document A's API to the letter: its 57 addresses, and every parameter and field it names. */
import { expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import { describeApi } from "./openapi.ts";

type Json = Record<string, unknown>;
interface Operation {
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}
interface Documented {
  readonly query?: string;
  readonly required?: string;
  readonly body?: string;
  readonly answer?: string;
  readonly type?: string;
}

const paged = "page limit";
const page = "items total page limit total_pages";
const activity =
  "id user_id user_name action_type resource_type resource_id endpoint method response_status error_message error_code ip_address user_agent duration_ms created_at";
const activityQuery = "user_id action_type resource_type start_date end_date has_error page limit";
const audit =
  "id user_id user_name user_email event_type action resource_type resource_id old_value new_value changed_fields ip_address user_agent severity metadata created_at";
const project =
  "id name owner.id owner.name status member_count storage_used_bytes storage_used_display last_activity_at created_at";
const alert =
  "name condition_type threshold comparison_operator notification_channels is_enabled id last_triggered_at trigger_count created_by created_at updated_at threshold.value threshold.unit";
const template = "name event_type subject body variables is_active";
const announcement =
  "title content announcement_type priority start_at end_at target_roles is_active";
const announced = `id ${announcement} created_by created_by_name created_at updated_at`;
const setting = "key value value_type description is_editable";
const login =
  "id user.id user.name user.email ip_address user_agent device_info.os device_info.browser login_at last_activity_at expires_at is_active";
const imported = "success imported_count skipped_count errors errors.row errors.error";
const health = ["database", "cache", "storage"]
  .map((part) => `checks.${part}.status checks.${part}.response_time_ms checks.${part}.details`)
  .join(" ");
const policy = "activity_logs_days audit_logs_days deleted_projects_days session_logs_days";

const each = (within: string, fields: string): string =>
  fields
    .split(" ")
    .map((field) => `${within}.${field}`)
    .join(" ");
const items = (fields: string): string => each("items", fields);
const audits = { query: paged, answer: `${page} ${items(audit)}` };

const documented: Record<string, Documented> = {
  "GET /activity-logs": { query: activityQuery, answer: `${page} ${items(activity)}` },
  "GET /activity-logs/{id}": { answer: `${activity} user_email request_body` },
  "GET /activity-logs/errors": { query: paged, answer: `${page} ${items(activity)}` },
  "GET /activity-logs/export": { type: "text/csv" },
  "GET /projects": {
    query: "status owner_id inactive_days search sort_by sort_order page limit",
    answer: `items total page limit ${items(project)} ${each(
      "statistics",
      "total_projects active_projects archived_projects deleted_projects total_storage_bytes total_storage_display",
    )}`,
  },
  "GET /projects/{id}": { answer: project },
  "GET /projects/storage": { answer: items(project) },
  "GET /projects/inactive": { answer: items(project) },
  "POST /projects/bulk-archive": {},
  "GET /audit-logs": {
    query: "event_type user_id resource_type resource_id severity start_date end_date page limit",
    answer: audits.answer,
  },
  "GET /audit-logs/changes": audits,
  "GET /audit-logs/access": audits,
  "GET /audit-logs/security": audits,
  "GET /audit-logs/resource/{resource_type}/{resource_id}": audits,
  "GET /audit-logs/export": { query: "format event_type start_date end_date", type: "text/csv" },
  "GET /settings": {
    answer: ["GENERAL", "SECURITY", "MAINTENANCE"]
      .map((category) => each(`categories.${category}`, setting))
      .join(" "),
  },
  "GET /settings/{category}": { answer: items(setting) },
  "PATCH /settings/{category}/{key}": { body: setting, answer: setting },
  "POST /settings/maintenance/enable": { body: "message allow_admin_access" },
  "POST /settings/maintenance/disable": {},
  "GET /statistics/overview": {
    query: "period start_date end_date",
    answer:
      "users.total users.active_today users.new_this_month projects.total projects.active projects.created_this_month storage.total_bytes storage.total_display storage.used_percentage api.requests_today api.average_response_ms api.error_rate_percentage",
  },
  "GET /statistics/users": {},
  "GET /statistics/storage": {},
  "GET /statistics/api-requests": {},
  "GET /statistics/errors": {},
  "POST /bulk/users/import": {
    body: "file dry_run",
    type: "multipart/form-data",
    answer: imported,
  },
  "GET /bulk/users/export": { query: "status role format", type: "text/csv" },
  "POST /bulk/users/deactivate": { body: "inactive_days dry_run" },
  "POST /bulk/projects/archive": { body: "inactive_days dry_run" },
  "GET /alerts": { answer: `items total ${items(alert)}` },
  "POST /alerts": {
    body: "name condition_type threshold comparison_operator notification_channels is_enabled",
    answer: alert,
  },
  "PATCH /alerts/{id}": { body: alert, answer: alert },
  "DELETE /alerts/{id}": {},
  "GET /notification-templates": {
    answer: `items total ${items(`id ${template} created_at updated_at`)}`,
  },
  "POST /notification-templates": { body: template },
  "PATCH /notification-templates/{id}": { body: `id ${template} created_at updated_at` },
  "GET /announcements": {
    answer: `items total ${items(announced)}`,
  },
  "POST /announcements": { body: announcement },
  "PATCH /announcements/{id}": { body: announced },
  "DELETE /announcements/{id}": {},
  "GET /sessions": {
    query: "user_id ip_address page limit",
    answer: `items total statistics.active_sessions statistics.logins_today ${items(login)}`,
  },
  "GET /sessions/user/{user_id}": { answer: items(login) },
  "POST /sessions/{id}/terminate": { body: "reason" },
  "POST /sessions/user/{user_id}/terminate-all": {},
  "GET /data/cleanup/preview": {
    query: "target_types retention_days",
    required: "target_types retention_days",
    answer: `total_record_count total_estimated_size_bytes total_estimated_size_display retention_days cutoff_date ${each(
      "preview",
      "target_type target_type_display record_count oldest_record_at newest_record_at estimated_size_bytes estimated_size_display",
    )}`,
  },
  "POST /data/cleanup/execute": {
    body: "target_types retention_days dry_run",
    answer:
      "success results.target_type results.deleted_count results.freed_bytes total_deleted_count total_freed_bytes total_freed_display executed_at",
  },
  "GET /data/orphan-files": {
    answer: `total total_size_bytes total_size_display ${items(
      "id file_name file_path size_bytes size_display mime_type created_at last_accessed_at original_project_id original_project_name",
    )}`,
  },
  "POST /data/orphan-files/cleanup": {
    body: "file_ids delete_all",
    answer: "success deleted_count freed_bytes freed_display",
  },
  "GET /data/retention-policy": { answer: policy },
  "PATCH /data/retention-policy": { body: policy, answer: policy },
  "POST /data/master/import": { type: "multipart/form-data", body: "file" },
  "POST /impersonate/{user_id}": {
    body: "reason",
    answer: "impersonation_token target_user.id target_user.name expires_at",
  },
  "POST /impersonate/end": {},
  "POST /debug/enable": {},
  "POST /debug/disable": {},
  "GET /health-check": { answer: "status timestamp" },
  "GET /health-check/detailed": { answer: `status timestamp checks.external_apis ${health}` },
};

const { paths } = describeApi(allEndpoints, "https://engawa.test") as {
  paths: Record<string, Record<string, Operation>>;
};

/** What a schema may be besides null, and of lists what they hold. */
function within(schema: Json): Json[] {
  const either = (schema["anyOf"] ?? schema["oneOf"]) as Json[] | undefined;
  if (either) return either.flatMap(within);
  return schema["type"] === "array" ? within(schema["items"] as Json) : [schema];
}

function has(schema: Json, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return within(schema).some((one) => {
    const found = (one["properties"] as Record<string, Json> | undefined)?.[name];
    return found !== undefined && has(found, rest);
  });
}

const schemaIn = (content: Record<string, { schema: Json }> | undefined): Json =>
  Object.values(content ?? {})[0]?.schema ?? {};
const missing = (schema: Json, fields = "") =>
  fields.split(" ").filter((field) => field !== "" && !has(schema, field.split(".")));

test("there are 57", () => {
  expect(Object.keys(documented)).toHaveLength(57);
});

test.each(Object.entries(documented))("%s (document A, 3)", (address, said) => {
  const [method = "", path = ""] = address.split(" ");
  const found = paths[`/admin${path}`]?.[method.toLowerCase()];
  if (found === undefined) return expect.fail("no such address");
  const asked = found.parameters.filter((one) => one.in === "query");
  const named = (list: typeof asked) => list.map((one) => one.name);
  expect(named(asked)).toEqual(expect.arrayContaining(said.query?.split(" ") ?? []));
  expect(named(asked.filter((one) => one.required))).toEqual(said.required?.split(" ") ?? []);
  expect(missing(schemaIn(found.requestBody?.content), said.body)).toEqual([]);
  const { default: _error, ...answers } = found.responses;
  const [answer] = Object.values(answers);
  expect(missing(schemaIn(answer?.content), said.answer)).toEqual([]);
  const types = [found.requestBody?.content, answer?.content].flatMap((one) =>
    Object.keys(one ?? {}),
  );
  if (said.type) expect(types).toContain(said.type);
});
