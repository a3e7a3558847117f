/** Requests in a year of their own. */
import type { ActivityEvent } from "../platform/records/activity-event.ts";
import { minute } from "../platform/durations.ts";

export const year = Date.UTC(2031, 0, 1);
export const project = crypto.randomUUID();
export const keyOf399 = crypto.randomUUID();

/** Every second is the person's, every tenth failed. */
export const activityRow = (
  person: string,
  n: number,
  changes: Partial<ActivityEvent> = {},
): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: n % 2 === 0 ? person : null,
  key_id: n === 399 ? keyOf399 : null,
  action_type: n % 10 === 0 ? "ERROR" : "READ",
  resource_type: n % 5 === 0 ? "PROJECT" : null,
  resource_id: n % 5 === 0 ? project : null,
  endpoint: `/api/v1/things/${n}`,
  method: "GET",
  route: n % 3 === 0 ? "/things/:id" : "",
  request_body: null,
  response_status: n % 10 === 0 ? 404 : 200,
  error_message: n % 10 === 0 ? "Not found" : null,
  error_code: n % 10 === 0 ? "REQUEST_002" : null,
  ip_address: "192.0.2.1",
  user_agent: "test",
  duration_ms: n,
  created_at: year + n * minute,
  ...changes,
});
