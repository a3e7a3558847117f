import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-audit";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { user as account } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { auditRow, inThatYear, project, type Entry } from "../../testing/audit-rows.ts";
import {
  call,
  createAccount,
  request,
  signUp,
  type Person,
  type Sample,
} from "../../testing/people.ts";

type List = OutputOf<typeof contract.listAudit>;

const db = openDb(env.DB);
let admin: Person;
let person: Person;

const entryOf = (n: number, changes: Partial<Entry> = {}) => auditRow(person.id, n, changes);

const ask = async (spec: Endpoint, sample: Sample = {}): Promise<List> => {
  const answer = await call(admin, spec, { ...sample, query: { ...inThatYear, ...sample.query } });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as List;
};

beforeAll(async () => {
  [admin, person] = await Promise.all([signUp("admin"), signUp("user")]);
  for (let n = 0; n < 30; n++) await db.insert(auditLog).values(entryOf(n));
});

describe("the list (A-050)", () => {
  test("has the documented fields and what leads on", async () => {
    const { items, total } = await ask(contract.listAudit, { query: { limit: "3" } });
    expect(total).toBe(30);
    expect(items[2]).toMatchObject({
      user_id: person.id,
      user_name: `Person ${person.id.slice(0, 4)}`,
      user_email: person.email,
      event_type: "DATA_CHANGE",
      action: "UPDATE",
      resource_type: "PROJECT",
      resource_id: project,
      resource_name: "after 27",
      old_value: { name: "before 27" },
      new_value: { name: "after 27" },
      changed_fields: ["name"],
      severity: "INFO",
      metadata: null,
      created_at: "2044-01-01T00:27:00.000Z",
      request_id: expect.any(String),
    });
    const one = await call(admin, contract.getAudit, { param: { id: items[2]?.id ?? "" } });
    expect(await one.json()).toEqual(items[2]);
  });

  test.each([
    ["changes (A-051)", contract.listAuditChanges, "DATA_CHANGE"],
    ["access (A-052)", contract.listAuditAccess, "ACCESS"],
    ["security (A-053)", contract.listAuditSecurity, "SECURITY"],
  ] as const)("%s have one kind of event, whatever else is asked", async (_name, spec, event) => {
    const { items, total } = await ask(spec, { query: { event_type: "ACCESS", limit: "4" } });
    expect(total).toBe(10);
    expect(items.every((row) => row.event_type === event)).toBe(true);
    const none = await ask(spec, { query: { q: `-event:${event}` } });
    expect(none.items).toEqual([]);
  });

  test("is there at document U's address, without a version (U-226)", async () => {
    const query = new URLSearchParams({ ...inThatYear, limit: "3" }).toString();
    const answer = await request("GET", `/api/admin/logs?${query}`, { as: admin });
    const list = (await answer.json()) as List;
    expect(list.items).toEqual((await ask(contract.listAudit, { query: { limit: "3" } })).items);
  });

  test("the trail of a resource (A-054)", async () => {
    const param = { resource_type: "PROJECT", resource_id: project };
    const { items } = await ask(contract.listAuditOfResource, { param });
    expect(items.map((row) => row.old_value?.["name"])).toContain("before 3");
    expect(items).toHaveLength(10);
  });

  test.each([
    [{ severity: "WARNING" }, 10],
    [{ resource_id: project }, 10],
    [{ q: "action:login_failed actor:nobody" }, 0],
    [{ q: `resource:PROJECT/${project} field:name` }, 10],
    [{ q: '"after 2"' }, 3],
    [{ q: "PASSWORD -action:LOGIN_FAILED" }, 10],
  ])("%j finds %i", async (query, found) => {
    expect((await ask(contract.listAudit, { query })).items).toHaveLength(found);
  });

  test("as many words as may be typed, and a name that many have, are answered", async () => {
    const words = Array.from({ length: 20 }, (_one, at) => `w${at}`);
    const none = await ask(contract.listAudit, { query: { q: words.join(" ") } });
    expect(none.items).toEqual([]);
    const but = words.map((word) => `-${word}`).join(" ");
    expect((await ask(contract.listAudit, { query: { q: but } })).total).toBe(30);
    const mark = `q${crypto.randomUUID().slice(0, 8)}`;
    await env.DB.prepare(
      `INSERT INTO user(id, name, email, role, status, created_at, updated_at)
       WITH RECURSIVE numbers(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM numbers WHERE value < 119)
       SELECT ?1 || value, iif(value < 60, ?1 || value, 'x'),
         iif(value < 60, 'x', '') || ?1 || value || '@many.test', 'user', 'active', 1, 1
       FROM numbers`,
    )
      .bind(mark)
      .run();
    const q = `actor:${mark} as:${mark}`;
    expect((await ask(contract.listAudit, { query: { q } })).items).toEqual([]);
    const answer = await ask(contract.listAudit, { query: { q: `-as:${mark}` } });
    expect(answer.items.length).toBeGreaterThan(0);
    await env.DB.prepare("DELETE FROM user WHERE instr(email, ?) > 0").bind(mark).run();
  });

  test("the thing is named where its record tells its name, briefly, and only there", async () => {
    const action = `NAMED_${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
    const none = { oldValue: null, newValue: null, changedFields: null, metadata: null };
    const named = async (changes: Partial<Entry>) => {
      const entry = entryOf(0, { ...none, action, ...changes });
      entry.createdAt = new Date(Date.UTC(2034, 0, 1));
      await db.insert(auditLog).values(entry);
      const one = await call(admin, contract.getAudit, { param: { id: entry.id } });
      return ((await one.json()) as List["items"][number]).resource_name;
    };
    expect(await named({ oldValue: { name: "old" }, newValue: { name: "new" } })).toBe("new");
    expect(await named({ oldValue: { name: "gone" }, newValue: { status: "x" } })).toBe("gone");
    expect(await named({ newValue: { name: "あ".repeat(200) } })).toBe(`${"あ".repeat(119)}…`);
    expect(await named({ newValue: { name: { not: "a text" } } })).toBeNull();
    const file = { resourceType: "FILE" };
    expect(await named({ ...file, oldValue: { path: "src/a.txt" } })).toBe("src/a.txt");
    const many = { files: { create: 40, update: 2 }, paths: ["a/1", "a/2"] };
    expect(await named({ ...file, metadata: many })).toBe("a/1 +41");
    const setting = { resourceType: "SYSTEM_SETTING", newValue: { value: "***" } };
    expect(await named({ ...setting, resourceId: "MAINTENANCE.mode" })).toBe("mode");
    const user = { resourceType: "USER", resourceId: person.id };
    const called = `Person ${person.id.slice(0, 4)}`;
    const whole = `${called} (${person.email})`;
    expect(await named({ ...user, newValue: { name: "my passkey" } })).toBe(whole);
    const changed = { oldValue: { status: "active" }, newValue: { status: "disabled" } };
    expect(await named({ ...user, userId: admin.id, ...changed })).toBe(whole);
    const then = { newValue: { email: "then@example.test" } };
    expect(await named({ ...user, ...then })).toBe(`${called} (then@example.test)`);
    expect(await named({ ...user, resourceId: crypto.randomUUID() })).toBeNull();
    const gone = await createAccount("user");
    await db.update(account).set({ name: "" }).where(eq(account.id, gone.id));
    expect(await named({ ...user, resourceId: gone.id, ...changed })).toBeNull();
    const title = { resourceType: "SESSION", newValue: { title: "(changed)" } };
    expect(await named(title)).toBeNull();
    await db.delete(auditLog).where(eq(auditLog.action, action));
  });

  test("the record of a request", async () => {
    const { items } = await ask(contract.listAudit, { query: { limit: "1" } });
    const request_id = items[0]?.request_id ?? "";
    expect((await ask(contract.listAudit, { query: { request_id } })).items).toEqual(items);
  });
});

test("a search no index serves looks at 5,000 rows, says so, and goes on from there", async () => {
  await env.DB.prepare(
    `INSERT INTO audit_log(id, event_type, action, resource_type, severity, ip_address, created_at)
     WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 25000)
     SELECT 'bulk-' || n, 'ACCESS', 'LOGIN_SUCCESS', 'BULK', 'INFO',
       CASE WHEN n IN (24999, 3) THEN '198.51.100.7' ELSE '198.51.100.8' END, ? + n FROM numbers`,
  )
    .bind(Date.UTC(2033, 0, 1))
    .run();
  const query = { start_date: "2033-01-01", end_date: "2033-12-31", ip_address: "198.51.100.7" };
  const seen: number[] = [];
  let list = await ask(contract.listAudit, { query });
  expect(list.searched).toMatchObject({ rows: 5000, complete: false });
  expect(list.total_is_estimate).toBe(true);
  for (;;) {
    seen.push(list.items.length);
    if (list.next_cursor === null) break;
    list = await ask(contract.listAudit, { query: { ...query, cursor: list.next_cursor } });
  }
  expect(seen).toEqual([1, 0, 0, 0, 1, 0]);
  expect(list).toMatchObject({ total: 2, total_is_estimate: false });
  expect(list.searched?.complete).toBe(true);
  const many = await ask(contract.listAudit, { query: { ...query, ip_address: "198.51.100.8" } });
  // So many are known: of the 5,000 newest all but the one.
  expect(many).toMatchObject({ total: 4_999, total_is_estimate: true });
  // A page by its number, far behind what is skipped row by row: found by the hours.
  const whole = { start_date: query.start_date, end_date: query.end_date, limit: "100" };
  const far = await ask(contract.listAudit, { query: { ...whole, page: "250" } });
  expect(far).toMatchObject({ total: 25_000, total_pages: 250, page: 250, next_cursor: null });
  expect(far.items.map((row) => Date.parse(row.created_at) % 1000)).toContain(1);
  const filtered = await call(admin, contract.listAudit, {
    query: { ...whole, resource_type: "BULK", page: "250" },
  });
  expect(await filtered.text()).toContain("LOG_003");
  await env.DB.prepare("DELETE FROM audit_log WHERE resource_type = 'BULK'").run();
  expect((await ask(contract.listAudit, { query: whole })).total).toBe(0);
});
