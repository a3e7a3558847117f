import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-activity";
import type { Activity } from "#contract/admin-activity";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { minute } from "../../platform/durations.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { activityRow, keyOf399, project, year } from "../../testing/activity-rows.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { listAs, type ActivityReader } from "../../testing/read-activity.ts";

let admin: Person;
let person: Person;
let ask: ActivityReader["ask"];
let walk: ActivityReader["walk"];

const eventOf = (n: number, changes: Partial<ActivityEvent> = {}) =>
  activityRow(person.id, n, changes);

const numbers = (list: { items: readonly Activity[] }) =>
  list.items.map((row) => Number(row.endpoint.split("/").at(-1)));

beforeAll(async () => {
  [admin, person] = await Promise.all([signUp("admin"), signUp("user")]);
  ({ ask, walk } = listAs(admin));
  // Nothing of it comes in order, and pairs share an instant.
  const events = Array.from({ length: 400 }, (_one, n) =>
    eventOf(n, { created_at: year + (n - (n % 2)) * minute }),
  );
  await storeActivity(env.DB, events.toReversed());
});

describe("the list (A-030)", () => {
  test("has the documented fields, the newest first, and says how many there are", async () => {
    const list = await ask({ limit: "3", end_date: "2031-01-01" });
    expect(list).toMatchObject({ total: 400, page: 1, limit: 3, total_pages: 134 });
    expect(list.total_is_estimate).toBe(false);
    expect(numbers(list).toSorted((a, b) => a - b)).toEqual([396, 398, 399]);
    expect(list.items.find((row) => row.endpoint.endsWith("/398"))).toEqual({
      id: expect.any(String),
      user_id: person.id,
      user_name: `Person ${person.id.slice(0, 4)}`,
      action_type: "READ",
      resource_type: null,
      resource_id: null,
      endpoint: "/api/v1/things/398",
      method: "GET",
      response_status: 200,
      error_message: null,
      error_code: null,
      ip_address: "192.0.2.1",
      user_agent: "test",
      duration_ms: 398,
      created_at: "2031-01-01T06:38:00.000Z",
      impersonator_id: null,
      impersonator_name: null,
      key_id: null,
    });
    // D-06: a key's request is told from a cookie's.
    const withKey = list.items.filter((row) => row.key_id !== null);
    expect(withKey.map((row) => [row.endpoint, row.key_id])).toEqual([
      ["/api/v1/things/399", keyOf399],
    ]);
  });

  test("what no index answers alone is counted, too, where no more than 5,000 rows are walked", async () => {
    const query = { user_id: person.id, has_error: "true", end_date: "2031-01-01", limit: "3" };
    expect(await ask(query)).toMatchObject({
      total: 40,
      total_pages: 14,
      total_is_estimate: false,
    });
    const last = await ask({ ...query, page: "14" });
    expect([last.items.length, last.total]).toEqual([1, 40]);
  });

  test.each([
    ["user_id", () => ({ user_id: person.id }), (n: number) => n % 2 === 0],
    ["action_type", () => ({ action_type: "error" }), (n: number) => n % 10 === 0],
    ["resource_type", () => ({ resource_type: "PROJECT" }), (n: number) => n % 5 === 0],
    ["resource_id", () => ({ resource_id: project }), (n: number) => n % 5 === 0],
    ["has_error", () => ({ has_error: "true" }), (n: number) => n % 10 === 0],
    ["no error", () => ({ has_error: "false" }), (n: number) => n % 10 !== 0],
    ["status", () => ({ status: "4xx" }), (n: number) => n % 10 === 0],
    ["endpoint", () => ({ endpoint: "THINGS/39" }), (n: number) => String(n).startsWith("39")],
    ["q", () => ({ q: "duration:>=390 -status:404" }), (n: number) => n >= 390 && n % 10 !== 0],
    ["two values", () => ({ q: "duration:5 duration:7" }), (n: number) => n === 5 || n === 7],
    [
      "an address",
      () => ({ q: `actor:${person.email} code:REQUEST_002` }),
      (n: number) => n % 10 === 0,
    ],
    [
      "a name",
      () => ({ q: `actor:"person ${person.id.slice(0, 4)}"` }),
      (n: number) => n % 2 === 0,
    ],
    [
      "the contract's address",
      () => ({ q: 'route:"/things/:id" status:404 code:REQUEST_002 method:GET' }),
      (n: number) => n % 30 === 0,
    ],
    ["no address", () => ({ q: "route:none" }), (n: number) => n % 3 !== 0],
    ["a word", () => ({ q: '"things/12"' }), (n: number) => String(n).startsWith("12")],
    [
      "all of it",
      () => ({
        user_id: person.id,
        has_error: "true",
        resource_type: "PROJECT",
        q: "ip:192.0.2.1",
      }),
      (n: number) => n % 10 === 0,
    ],
  ] as const)("%s finds what is meant and nothing else", async (_name, query, meant) => {
    const found: number[] = [];
    let list = await ask({ ...query(), end_date: "2031-01-01", limit: "100" });
    const { total } = list;
    for (;;) {
      found.push(...numbers(list));
      if (list.next_cursor === null) break;
      list = await ask({
        ...query(),
        end_date: "2031-01-01",
        limit: "100",
        cursor: list.next_cursor,
      });
    }
    const all = Array.from({ length: 400 }, (_one, n) => n).filter(meant);
    expect(found.toSorted((a, b) => a - b)).toEqual(all);
    expect(total).toBe(all.length);
  });

  test("both ends of a time are part of it; without a zone they are the site's", async () => {
    const list = await ask({ start_date: "2031-01-01T09:10", end_date: "2031-01-01T00:12:00Z" });
    expect(numbers(list).toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13]);
  });

  test.each(["response_status", "duration_ms", "action_type"])(
    "is sorted by %s, onwards and back",
    async (sort_by) => {
      const query = { sort_by, sort_order: "asc", end_date: "2031-01-01", limit: "70" };
      const onwards = await walk(query, "next_cursor");
      const values = onwards.rows.map((row) => row[sort_by as "duration_ms"]);
      expect(values).toEqual(values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      expect(new Set(numbers({ items: onwards.rows })).size).toBe(400);
      const back = await walk({ ...query, cursor: onwards.last.prev_cursor ?? "" }, "prev_cursor");
      const before = onwards.rows.slice(0, onwards.rows.length - onwards.last.items.length);
      expect(new Set(numbers({ items: back.rows }))).toEqual(new Set(numbers({ items: before })));
      expect(back.last).toMatchObject({ page: 1, prev_cursor: null });
    },
  );

  test("whatever it is sorted by, its last page by number has rows, and is the last", async () => {
    for (const sort_by of [
      "created_at",
      "user_id",
      "response_status",
      "duration_ms",
      "action_type",
    ]) {
      const query = { sort_by, end_date: "2031-01-01", limit: "70" };
      const { total_pages } = await ask(query);
      const last = await ask({ ...query, page: String(total_pages) });
      expect([sort_by, last.items.length, last.next_cursor]).toEqual([sort_by, 50, null]);
    }
  });

  test("is sorted by people, nobody behind them, for each the newest first", async () => {
    const query = { end_date: "2031-01-01", sort_by: "user_id", limit: "70" };
    for (const sort_order of ["asc", "desc"]) {
      const { rows } = await walk({ ...query, sort_order }, "next_cursor");
      const [first, last] = sort_order === "asc" ? [person.id, null] : [null, person.id];
      expect(rows.map((row) => row.user_id)).toEqual([
        ...Array.from({ length: 200 }, () => first),
        ...Array.from({ length: 200 }, () => last),
      ]);
      for (const half of [rows.slice(0, 200), rows.slice(200)]) {
        const times = half.map((row) => row.created_at);
        expect(times).toEqual(times.toSorted().toReversed());
      }
    }
    // Of one person, or of nobody, there is but that order.
    for (const q of [`actor:${person.id}`, "actor:nobody"]) {
      const of = await walk({ ...query, sort_order: "asc", q }, "next_cursor");
      const byTime = await walk({ ...query, sort_by: "created_at", q }, "next_cursor");
      expect(of.rows).toEqual(byTime.rows);
      expect(of.rows).toHaveLength(200);
    }
  });

  test("what comes in while one reads moves no row from its page", async () => {
    const query = { end_date: "2031-01-01", limit: "40" };
    const first = await ask(query);
    await storeActivity(env.DB, [eventOf(1000, { created_at: year + 399 * minute })]);
    const second = await ask({ ...query, cursor: first.next_cursor ?? "" });
    expect(Math.max(...numbers(second))).toBe(359);
    expect(second.page).toBe(2);
    await env.DB.prepare("DELETE FROM user_activity WHERE endpoint = '/api/v1/things/1000'").run();
    expect((await ask(query)).total).toBe(400);
  });

  test("a page by its number is the page by cursor, also backwards in time", async () => {
    for (const sort_order of ["asc", "desc"]) {
      const query = { end_date: "2031-01-01", limit: "90", sort_order };
      const first = await ask(query);
      const second = await ask({ ...query, cursor: first.next_cursor ?? "" });
      expect((await ask({ ...query, page: "2" })).items).toEqual(second.items);
    }
  });

  test("failures alone (A-032)", async () => {
    const list = await ask({ end_date: "2031-01-01" }, contract.listErrors);
    expect(list.items).toHaveLength(40);
    expect(list.items.every((row) => row.action_type === "ERROR")).toBe(true);
  });

  test.each([
    [{ q: "colour:red" }, "colour:red: there is no such field"],
    [{ q: "status:high" }, "status:high: the value does not fit the field"],
    [{ q: 'endpoint:"open' }, 'endpoint:"open: a quotation mark is not closed'],
    [{ start_date: "2031-13-01" }, "no such date"],
    [{ start_date: "2031-11-31" }, "no such date"],
    [{ end_date: "2031-02-29T10:00Z" }, "no such date"],
    [{ end_date: "2031-02-28T25:00Z" }, "no such date"],
    [{ cursor: "bm90aGluZw" }, "not a cursor of this list"],
  ])("%j is refused, and says what is wrong", async (query, message) => {
    const answer = await call(admin, contract.listActivity, { query });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(JSON.stringify(message).slice(1, -1));
  });

  test("a socket is told by the beginning of its address: a file's path may look like one", async () => {
    const endpoints = ["/ws/chat/1", "/api/v1/files/ws/a.txt"];
    await storeActivity(
      env.DB,
      endpoints.map((endpoint, n) => eventOf(4000 + n, { method: "PATCH", endpoint })),
    );
    const found = async (q: string) =>
      (await ask({ method: "PATCH", q })).items.map(({ endpoint }) => endpoint);
    expect(await found("socket:yes")).toEqual(["/ws/chat/1"]);
    expect(await found("socket:no")).toEqual(["/api/v1/files/ws/a.txt"]);
    await env.DB.prepare("DELETE FROM user_activity WHERE method = 'PATCH'").run();
  });
});
