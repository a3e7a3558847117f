import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** What a person is told in the product itself; the texts are the SPA's, by kind. */
export const NoticeKind = v.picklist([
  "budget_warning",
  "budget_exhausted",
  "user_budget_exhausted",
  "request_created",
  "request_approved",
  "request_rejected",
  "elevation_ended",
  "new_login",
  "password_changed",
  "codes_guessed",
  "second_factor_changed",
  "api_key_created",
  "api_key_unused",
  "api_key_revoked",
  "own_api_key_revoked",
  "api_keys_revoked",
  "identity_linked",
  "identity_unlinked",
  "email_changed",
  "limits_changed",
  "model_unpriced",
  "role_changed",
  "violation_warning",
  "account_suspended",
  "account_locked",
  "violation_report",
  "admin_leaving",
  "admin_gone",
  "account_inactive",
  "maintenance_planned",
  "maintenance_changed",
  "maintenance_called_off",
  "alert_fired",
  "alert_resolved",
  "alert_no_data",
  "project_archived",
  "project_unarchived",
  "project_deleted",
  "project_restored",
  "project_purged",
  "session_deleted",
  "session_restored",
  "sessions_purged",
  "content_read",
  "acted_as",
  "security_finding",
  "debug_enabled",
  "audit_broken",
  "audit_resealed",
]);
export type NoticeKind = v.InferOutput<typeof NoticeKind>;

export const Notice = v.object({
  id: Id,
  kind: NoticeKind,
  severity: v.picklist(["info", "warning", "critical"]),
  /** Facts the text names: amounts, names, dates. */
  data: v.record(v.string(), v.union([v.string(), v.number(), v.null()])),
  /** Where to look, within the site. */
  link: v.nullable(v.string()),
  created_at: Instant,
  read_at: v.nullable(Instant),
});
export type Notice = v.InferOutput<typeof Notice>;

export const listNotices = endpoint({
  method: "GET",
  path: "/notices",
  access: "user",
  key: false,
  whileRestricted: true,
  acting: true,
  summary: "The caller's notices, newest first",
  output: v.object({ items: v.array(Notice), unread: Count }),
});

export const readNotices = endpoint({
  method: "POST",
  path: "/notices/read",
  access: "user",
  key: false,
  summary: "Mark notices as read; without ids, all",
  json: v.object({ ids: v.optional(v.pipe(v.array(Id), v.maxLength(90))) }),
});
