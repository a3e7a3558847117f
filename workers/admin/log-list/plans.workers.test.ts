/** What SQLite does for every statement the lists issue: it never goes through a large table. */
import { beforeAll, expect, test } from "vitest";
import * as activity from "#contract/admin-activity";
import * as audit from "#contract/admin-audit";
import type { Endpoint } from "#contract/endpoint";
import {
  addressOf,
  createAccount,
  request,
  signUp,
  type Person,
  type Sample,
} from "../../testing/people.ts";
import { planOf, watchDatabase } from "../../testing/plans.ts";

let admin: Person;

beforeAll(async () => {
  admin = await signUp("admin");
  // More than are named by their ids.
  await Promise.all(Array.from({ length: 60 }, () => createAccount("user")));
});

/** The statements of a request that read the logs or the people. */
async function statementsOf(spec: Endpoint, sample: Sample): Promise<string[]> {
  const { DB, seen } = watchDatabase();
  const answer = await request("GET", addressOf(spec, sample), { as: admin, env: { DB } });
  expect(answer.status, await answer.text()).toBe(200);
  return [...seen].filter(
    (sql) => /^(select|with)/i.test(sql) && /activity|audit|"?user"?/.test(sql),
  );
}

/** Tables that grow without end, and the people; hours and what a step made itself may be gone through. */
const large = /^SCAN (t|u|i|user|user_activity|audit_log|sqlite_\w+)\b/;

const id = "0b8f8f0e-8d8c-4b9a-9c3c-1f2e3d4c5b6a";
const time = { start_date: "2026-01-01T10:10", end_date: "2026-10-01T10:10" };

const lists: Record<string, string>[] = [
  {},
  time,
  { sort_order: "asc", ...time },
  { page: "400" },
  { page: "400", sort_order: "asc", ...time },
  { user_id: id },
  { user_id: id, page: "3" },
  { resource_type: "PROJECT" },
  { resource_type: "PROJECT", resource_id: id },
  { resource_id: id },
  { ip_address: "192.0.2.1" },
  { key_id: id },
  { request_id: id },
  { q: "word" },
  { q: "-word actor:nobody", ...time },
  { q: "actor:someone@example.test agent:curl" },
  { q: "actor:hana" },
  // Asked of each row: the name stands for many.
  { q: "actor:person" },
  { q: "-actor:person", ...time },
];

const ofActivity: Record<string, string>[] = [
  { has_error: "true" },
  { has_error: "true", page: "400" },
  { has_error: "false", ...time },
  { action_type: "DELETE" },
  { status: "404" },
  { status: "5xx", resource_type: "FILE" },
  { method: "POST", endpoint: "files", error_code: "FILE_001" },
  ...["user_id", "action_type", "response_status", "duration_ms"].flatMap((sort_by) => [
    { sort_by },
    { sort_by, sort_order: "asc", has_error: "true", ...time },
  ]),
  { sort_by: "user_id", page: "2" },
  { sort_by: "user_id", status: "404", q: "duration:9 action:READ" },
];

const ofAudit: Record<string, string>[] = [
  { severity: "CRITICAL" },
  { event_type: "SECURITY", page: "400" },
  { q: "action:LOCK field:name as:hana" },
];

const cases: (readonly [string, Endpoint, Sample])[] = [
  ...[...lists, ...ofActivity].map(
    (query) => [`activity ${JSON.stringify(query)}`, activity.listActivity, { query }] as const,
  ),
  ...[...lists, ...ofAudit].map(
    (query) => [`audit ${JSON.stringify(query)}`, audit.listAudit, { query }] as const,
  ),
  ["tail of activity", activity.tailActivity, { query: { cursor: "5", q: "word" } }],
  ["tail of audit", audit.tailAudit, { query: { cursor: "5", q: "word" } }],
  ["export of activity", activity.exportActivity, { query: { q: "word", ...time } }],
  ["export of audit", audit.exportAudit, { query: { format: "json", severity: "WARNING" } }],
];

test.each(cases)("%s", async (_name, spec, sample) => {
  const statements = await statementsOf(spec, sample);
  expect(statements.length).toBeGreaterThan(0);
  for (const sql of statements) {
    const plan = await planOf(sql);
    expect(
      plan.filter((step) => large.test(step) && !bounded(step, sql)),
      sql,
    ).toEqual([]);
    // Nothing but one page is ever sorted; and the few rows one request left, or a look by people passed.
    const sorted = plan.filter((step) => /TEMP B-TREE/.test(step)).length;
    const twice = sql.includes("audit_log_request") || sql.includes("people(seq");
    expect(sorted, sql).toBeLessThanOrEqual(twice ? 2 : 1);
    if (sql.includes("people(seq")) expectStepsByPeople(plan);
  }
});

/** From name to name and from id to id; a person's rows by their place, the log itself by rowid. */
function expectStepsByPeople(plan: readonly string[]): void {
  const steps = plan.filter((step) => /^(SCAN|SEARCH) (user|user_activity|t|u|g|i)\b/.test(step));
  expect(steps.length).toBeGreaterThan(5);
  for (const step of steps) {
    expect(step).toMatch(
      /^SEARCH (user|user_activity|t|u|g|i) USING (INTEGER PRIMARY KEY|(COVERING )?INDEX (user_name \(<expr>|user_activity_user \(user_id|sqlite_autoindex_user_1 \(id=))/,
    );
  }
}

/** A walk down an index from its end is called a scan, too; its limit bounds it. */
function bounded(step: string, sql: string): boolean {
  return / USING (COVERING )?INDEX /.test(step) && /\blimit (1 offset )?\?/.test(sql);
}
