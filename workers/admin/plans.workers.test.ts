/**
 * What SQLite does for every statement an administrator's page issues: it never goes through a table
 * that grows with the site. The logs and the statistics have such tests of their own beside this one.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import type { Endpoint } from "#contract/endpoint";
import { addressOf, request, signUp, type Person, type Sample } from "../testing/people.ts";
import { planOf, watchDatabase } from "../testing/plans.ts";
import { samples } from "../testing/samples.ts";

const large = new Set([
  "user_activity",
  "audit_log",
  "usage_record",
  "user_session",
  "chat_session",
  "project",
  "user",
  "job",
  "notice",
  "mail_outbox",
  "security_finding",
  "violation",
  "access_request",
  "import_row",
]);

/** An index of few rows alone: what waits for somebody, who is on hold, what was done as somebody else. */
const ofFew =
  / USING (COVERING )?INDEX ((security_finding|violation)_open|user_held|user_session_impersonator)$/;

/**
 * How many there are in all is counted over an index, never over the rows: tens of thousands of
 * people, projects, requests and jobs take it about a millisecond. Logs and usage are never counted so.
 */
const counted =
  /^SCAN (user|project|job|access_request) USING COVERING INDEX \w+\|select ("status", )?count\(\*\)/;

let admin: Person;
beforeAll(async () => {
  admin = await signUp("admin");
});

/** Every statement the request prepares, whatever it is answered. */
async function statementsOf(spec: Endpoint, sample: Sample): Promise<string[]> {
  const { DB, seen } = watchDatabase();
  const answer = await request("GET", addressOf(spec, sample), { as: admin, env: { DB } });
  await answer.arrayBuffer();
  expect(answer.status).toBeLessThan(500);
  return [...seen].filter((sql) => /^\s*(select|with)/i.test(sql));
}

/** Names a statement gives its tables. */
function tablesOf(sql: string): Map<string, string> {
  const found = sql.matchAll(/\b(?:from|join)\s+"?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?/gi);
  return new Map(
    [...found].flatMap(([, table = "", alias = ""]): [string, string][] => [
      [table, table],
      [alias, table],
    ]),
  );
}

/** Steps that go through a large table; a walk down an index that ends with the page is none. */
async function scansOf(sql: string): Promise<string[]> {
  const plan = await planOf(sql);
  const tables = tablesOf(sql);
  const isPage = /\blimit \?/i.test(sql);
  return plan.filter((detail) => {
    const [, name = ""] = /^SCAN (\w+)/.exec(detail) ?? [];
    if (name === "" || !large.has(tables.get(name) ?? name)) return false;
    if (isPage && / USING (COVERING )?INDEX /.test(detail)) return false;
    return !ofFew.test(detail) && !counted.test(`${detail}|${sql}`);
  });
}

const id = "0b8f8f0e-8d8c-4b9a-9c3c-1f2e3d4c5b6a";
const things = { project: id, session: id, file: "a.ts", hash: "0".repeat(64) };

/** Pages that have tests of their own, with every filter there is. */
const elsewhere = /^\/admin\/(activity|audit|statistics)/;

const pages = Object.entries<Endpoint>(allEndpoints).filter(
  ([, spec]) => spec.access === "admin" && spec.method === "GET" && !elsewhere.test(spec.path),
);

describe.each(pages)("%s", (name, spec) => {
  test("goes through no large table", async () => {
    const sample: Sample = samples(things)[name as keyof typeof allEndpoints];
    for (const sql of await statementsOf(spec, sample)) expect(await scansOf(sql), sql).toEqual([]);
  });
});

test.each<Record<string, string>>([
  { status: "lapsed" },
  { status: "approved" },
  { kind: "budget" },
])("of requests, %o are counted over an index alone", async (query) => {
  const statements = await statementsOf(allEndpoints.listRequests, { query });
  for (const sql of statements) expect(await scansOf(sql), sql).toEqual([]);
  const counts = statements.filter((sql) => /^select count.* from "access_request"/.test(sql));
  expect(counts).toHaveLength(2);
  for (const sql of counts) expect((await planOf(sql)).join()).toContain("USING COVERING INDEX");
});

test("what the list of people counts of each of them is found by whose it is", async () => {
  const spec = allEndpoints.listUsers;
  const plans = await Promise.all((await statementsOf(spec, {})).map(planOf));
  const steps = plans.flat().filter((step) => / s USING /.test(step));
  expect(steps).not.toEqual([]);
  for (const step of steps) expect(step).toContain("(user_id=?");
});

test("the figures above the list of people read no row of a person who is not counted for something of their own", async () => {
  const statements = await statementsOf(allEndpoints.listUsers, { query: { limit: "1" } });
  const figures =
    statements.find((sql) => sql.includes('as "secured"')) ?? expect.fail("no figures");
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${figures}`)
    .bind(...Array.from(figures.matchAll(/\?/g), () => 1))
    .all<{ detail: string }>();
  const ofPeople = results.map(({ detail }) => detail).filter((one) => / user\b/.test(one));
  expect([...new Set(ofPeople.map((one) => one.replace(/ \(.*/, "")))].toSorted()).toEqual([
    "SEARCH user USING COVERING INDEX user_role",
    "SEARCH user USING INDEX sqlite_autoindex_user_1",
    "SEARCH user USING INDEX user_suspended",
  ]);
});
