import type { LogSource } from "../log-list/search.ts";

/** user_activity, as the lists of the console read it. */
export const activitySource: LogSource = {
  table: "user_activity",
  hours: "activity_hour",
  timeIndex: "user_activity_created",
  columns: `t.id, t.user_id, u.name as user_name, t.action_type, t.resource_type, t.resource_id,
    t.endpoint, t.method, t.response_status, t.error_message, t.error_code, t.ip_address,
    t.user_agent, t.duration_ms, t.created_at, t.impersonator_id, i.name as impersonator_name,
    t.key_id`,
  joins: "left join user u on u.id = t.user_id left join user i on i.id = t.impersonator_id",
  orders: {
    action_type: "user_activity_action",
    response_status: "user_activity_status",
    duration_ms: "user_activity_duration",
  },
};
