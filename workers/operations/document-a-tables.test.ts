/** Document A's tables to the letter: every column by its name, what may be null, and what is indexed. */
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { systemAlert } from "../alerts/alert.sql.ts";
import { systemAnnouncement } from "../announcements/announcement.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { notificationTemplate } from "../mail/mail.sql.ts";
import { userActivity } from "../platform/records/activity.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { systemSetting } from "../settings/system-setting.sql.ts";

/** `?`: may be null. */
const documented: [SQLiteTable, string, string, string[]][] = [
  [
    userActivity,
    "user_activity",
    "id user_id? action_type resource_type? resource_id? endpoint method request_body? response_status error_message? error_code? ip_address? user_agent? duration_ms created_at",
    ["user_id", "action_type", "resource_type resource_id", "created_at", "response_status"],
  ],
  [
    auditLog,
    "audit_log",
    "id user_id? event_type action resource_type resource_id? old_value? new_value? changed_fields? ip_address? user_agent? severity metadata? created_at",
    ["user_id", "event_type", "resource_type resource_id", "severity", "created_at"],
  ],
  [
    systemSetting,
    "system_setting",
    // NULL is a value of some settings (decision 17).
    "id category key value? value_type description? is_secret is_editable updated_by? created_at updated_at",
    ["category key"],
  ],
  [
    systemAnnouncement,
    "system_announcement",
    "id title content announcement_type priority start_at end_at? is_active target_roles? created_by created_at updated_at",
    ["is_active start_at end_at"],
  ],
  [
    notificationTemplate,
    "notification_template",
    "id name event_type subject body variables is_active created_at updated_at",
    [],
  ],
  [
    systemAlert,
    "system_alert",
    "id name condition_type threshold comparison_operator notification_channels is_enabled last_triggered_at? trigger_count created_by created_at updated_at",
    [],
  ],
  [
    userSession,
    "user_session",
    "id user_id session_token_hash ip_address? user_agent? device_info? login_at last_activity_at expires_at is_active logout_at? logout_reason?",
    ["user_id", "is_active expires_at", "session_token_hash"],
  ],
];

test.each(documented)("%# document A, 2: %s", (table, name, columns, indexes) => {
  const config = getTableConfig(table);
  expect(config.name).toBe(name);
  const ours = config.columns.map((one) => `${one.name}${one.notNull ? "" : "?"}`);
  expect(ours).toEqual(expect.arrayContaining(columns.split(" ")));
  const indexed = config.indexes.map((one) =>
    one.config.columns.map((column) => ("name" in column ? column.name : "")).join(" "),
  );
  for (const wanted of indexes) {
    expect(indexed.some((one) => `${one} `.startsWith(`${wanted} `))).toBe(true);
  }
});

test("failures have an index of their own (A-011), a setting is there once (A-013)", () => {
  const errors = getTableConfig(userActivity).indexes.find((one) => one.config.where);
  expect(errors?.config.columns.map((one) => "name" in one && one.name)).toEqual(["created_at"]);
  expect(getTableConfig(systemSetting).indexes.map((one) => one.config.unique)).toEqual([true]);
});
