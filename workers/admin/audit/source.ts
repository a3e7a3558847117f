import type { LogSource } from "../log-list/search.ts";

/** audit_log, as the lists of the console read it. */
export const auditSource: LogSource = {
  table: "audit_log",
  hours: "audit_hour",
  timeIndex: "audit_log_created",
  columns: `t.id, t.user_id, u.name as user_name, u.email as user_email, t.event_type, t.action,
    t.resource_type, t.resource_id, t.old_value, t.new_value, t.changed_fields, t.ip_address,
    t.user_agent, t.severity, t.metadata, t.created_at, t.impersonator_id,
    i.name as impersonator_name, t.key_id, t.login_id, t.result,
    t.request_id, t.erased_at, r.name as person_name, r.email as person_email`,
  joins: `left join user u on u.id = t.user_id left join user i on i.id = t.impersonator_id
    left join user r on r.id = case t.resource_type
      when 'USER' then t.resource_id
      when 'SESSION' then coalesce(t.new_value ->> 'owner_id', t.metadata ->> 'owner_id') end`,
  orders: {},
  countedRows: 5_000,
};
