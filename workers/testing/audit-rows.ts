/** Records of the audit log in a year of their own. */
import type { auditLog } from "../platform/records/audit.sql.ts";

export const year = Date.UTC(2044, 0, 1);
export const inThatYear = { start_date: "2044-01-01", end_date: "2044-12-31" };
export const project = crypto.randomUUID();
const hostile = `=HYPERLINK("http://evil.test")`;

export type Entry = typeof auditLog.$inferInsert;

/** Of each kind a third; the fourth has what a spreadsheet would run. */
export const auditRow = (person: string, n: number, changes: Partial<Entry> = {}): Entry => ({
  id: crypto.randomUUID(),
  userId: person,
  requestId: crypto.randomUUID(),
  eventType: (["DATA_CHANGE", "ACCESS", "SECURITY"] as const)[n % 3] ?? "ACCESS",
  action: ["UPDATE", "LOGIN_SUCCESS", "LOGIN_FAILED"][n % 3] ?? "UPDATE",
  resourceType: n % 3 === 0 ? "PROJECT" : "USER",
  resourceId: n % 3 === 0 ? project : person,
  oldValue: n % 3 === 0 ? { name: `before ${n}` } : null,
  newValue: n % 3 === 0 ? { name: n === 3 ? hostile : `after ${n}` } : null,
  changedFields: n % 3 === 0 ? ["name"] : null,
  ipAddress: "192.0.2.9",
  userAgent: n === 3 ? hostile : "test",
  severity: n % 3 === 2 ? "WARNING" : "INFO",
  metadata: n % 3 === 1 ? { login_method: "PASSWORD" } : null,
  createdAt: new Date(year + n * 60_000),
  ...changes,
});
