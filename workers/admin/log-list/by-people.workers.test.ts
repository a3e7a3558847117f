/** A log in the order of its people's names: each row in its place once, whoever did it or nobody. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { activitySearch, byUser, type ActivityFilters } from "../activity/search.ts";
import { activitySource } from "../activity/source.ts";
import { bounds } from "./count.ts";
import { listByPeople } from "./list-by-people.ts";
import type { LogList } from "./page-of.ts";

/** A year of its own: the storage is shared with other tests. */
const time = { start_date: "2037-01-01", end_date: "2037-12-31" };
const start = Date.UTC(2037, 5, 1);
/** As little is looked at as if there were 20,000 people and 2,000,000 rows. */
const small = { ...bounds, window: 40, entries: 150, scattered: 60, people: 4 };

/** Two share a name, two are told apart by nothing but their case; one is no account any more. */
const names = ["bea", "Ada", "ada", "Zoë", "Ada", "caro", "美咲"];
const noAccount = [crypto.randomUUID(), crypto.randomUUID()].toSorted();
let people: string[];

const row = (n: number, who: string | null, at: number, mark = "/people") =>
  env.DB.prepare(
    `INSERT INTO user_activity(id, user_id, action_type, endpoint, method, response_status,
       error_message, duration_ms, created_at) VALUES(?, ?, 'READ', ?, 'GET', 200, ?, ?, ?)`,
  ).bind(`${mark}-${n}`, who, mark, n % 3 === 0 ? "wrong" : null, n, at);

beforeAll(async () => {
  people = names.map(() => crypto.randomUUID());
  // Caro did nothing; Bea did much. Many share an instant.
  const who = [...people.filter((_id, n) => names[n] !== "caro"), ...noAccount, null];
  const whose = (n: number) => (n < 180 ? who[n % who.length] : people[0]) ?? null;
  await env.DB.batch([
    ...people.map((id, n) =>
      env.DB.prepare(
        `INSERT INTO user(id, email, name, role, status, created_at, updated_at)
         VALUES(?1, ?1 || '@example.test', ?2, 'user', 'active', 1, 1)`,
      ).bind(id, names[n]),
    ),
    ...Array.from({ length: 270 }, (_one, n) =>
      row(n, whose(n), start + Math.floor(n / 27) * 1000),
    ),
  ]);
});

type At = { page?: number; cursor?: string | null; limit?: number };

const list = async (
  filters: Partial<ActivityFilters>,
  order: "asc" | "desc",
  { page = 1, cursor, limit = 20 }: At,
  most = small,
) =>
  listByPeople(
    env.DB,
    activitySource,
    byUser,
    await activitySearch(env.DB, "", { ...filters, ...time } as ActivityFilters),
    { by: "user_id", order, limit, page, cursor: cursor ?? undefined },
    most,
  );

const idsOf = (answer: LogList) => answer.rows.map((row) => String(row["id"]));

/** Reckoned without SQL's help: by names, who has none behind, nobody last; the newest first for each. */
async function truth(order: "asc" | "desc", where = "1"): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT a.id, a.user_id, u.name, a.created_at, a.rowid AS place FROM user_activity a
     LEFT JOIN user u ON u.id = a.user_id WHERE endpoint = '/people' AND ${where}`,
  ).all<{ id: string; user_id: string | null; name: string; created_at: number; place: number }>();
  const keyOf = (row: (typeof results)[number]) =>
    [
      row.user_id === null ? 2 : row.name === null ? 1 : 0,
      row.name?.toLowerCase(),
      row.user_id,
    ].join("\n");
  const sign = order === "asc" ? 1 : -1;
  return results
    .toSorted((a, b) => {
      const [first, second] = [keyOf(a), keyOf(b)];
      if (first !== second) return first < second ? -sign : sign;
      return b.created_at - a.created_at || b.place - a.place;
    })
    .map((row) => row.id);
}

async function through(filters: Partial<ActivityFilters>, order: "asc" | "desc", most = small) {
  let answer = await list(filters, order, {}, most);
  const ids = idsOf(answer);
  while (answer.next_cursor !== null) {
    answer = await list(filters, order, { cursor: answer.next_cursor }, most);
    ids.push(...idsOf(answer));
  }
  return { ids, last: answer };
}

describe.each([
  ["asc", "nothing asked", {}, "1"],
  ["desc", "nothing asked", {}, "1"],
  ["asc", "failures", { has_error: true }, "error_message IS NOT NULL"],
  ["desc", "failures", { has_error: true }, "error_message IS NOT NULL"],
  ["asc", "what is true of all", { q: "duration:>=0" }, "1"],
  ["asc", "no index", { q: "duration:200..210" }, "duration_ms BETWEEN 200 AND 210"],
] as const)("%s, %s", (order, _name, filters, where) => {
  test.each([
    ["at once", bounds],
    ["a little at a time", small],
  ] as const)("each row comes once and in its place, %s", async (_how, most) => {
    const all = await truth(order, where);
    const { ids, last } = await through(filters, order, most);
    expect(ids).toEqual(all);
    expect(last).toMatchObject({ total: all.length, total_is_estimate: false });
    expect(last.searched).toMatchObject({ complete: true, until_person: null });
  });

  test("back from the end they are the same", async () => {
    const { last } = await through(filters, order);
    const back = idsOf(last);
    let answer = last;
    while (answer.prev_cursor !== null) {
      answer = await list(filters, order, { cursor: answer.prev_cursor });
      back.unshift(...idsOf(answer));
    }
    expect(back).toEqual(await truth(order, where));
    expect(answer.page).toBe(1);
  });

  test("every announced page opens and has its rows; one behind them is refused or empty", async () => {
    const all = await truth(order, where);
    for (const most of [bounds, small, { ...small, entries: 160, scattered: 70, people: 60 }]) {
      const first = await list(filters, order, {}, most);
      expect(first.total_is_estimate ? first.total <= all.length : first.total === all.length).toBe(
        true,
      );
      for (let page = 2; page <= first.total_pages; page++) {
        const answer = await list(filters, order, { page }, most);
        const from = (page - 1) * 20;
        const ids = idsOf(answer);
        expect(ids.length).toBeGreaterThan(0);
        if (page < first.total_pages) expect(ids.length).toBe(20);
        expect(ids).toEqual(all.slice(from, from + ids.length));
        expect(answer.total_pages).toBe(first.total_pages);
      }
      const { total, total_pages } = first;
      for (const page of [total_pages + 1, total_pages + 10]) {
        if (page === 1) continue;
        await list(filters, order, { page }, most).then(
          (empty) =>
            expect(empty).toMatchObject({ rows: [], total, total_pages, next_cursor: null }),
          (error: unknown) => expect(error).toMatchObject({ code: "LOG_003" }),
        );
      }
    }
    const { total_pages } = await list(filters, order, {}, bounds);
    const last = await list(filters, order, { page: total_pages }, bounds);
    expect(idsOf(last)).toEqual(all.slice((total_pages - 1) * 20));
    expect(last.next_cursor).toBeNull();
  });
});

test("what comes in meanwhile moves no row, wherever it belongs", async () => {
  for (const order of ["asc", "desc"] as const) {
    const all = await truth(order);
    let answer = await list({}, order, {});
    const ids = idsOf(answer);
    for (let n = 1000; answer.next_cursor !== null; n++) {
      await row(
        n,
        [...people, ...noAccount, null][n % 10] ?? null,
        start + n * 1000,
        "/late",
      ).run();
      answer = await list({}, order, { cursor: answer.next_cursor });
      ids.push(...idsOf(answer));
    }
    expect(ids.filter((id) => id.startsWith("/people"))).toEqual(all);
    expect(new Set(ids).size).toBe(ids.length);
    await env.DB.prepare("DELETE FROM user_activity WHERE endpoint = '/late'").run();
  }
});

test("a look says whom it came to, and passes no more people and rows than it may", async () => {
  let answer = await list({ q: "duration:9999" }, "asc", {});
  const names: (string | null | undefined)[] = [];
  while (answer.next_cursor !== null) {
    expect(answer.searched?.rows).toBeLessThan(2 * small.scattered);
    names.push(answer.searched?.until_person?.name);
    answer = await list({ q: "duration:9999" }, "asc", { cursor: answer.next_cursor });
  }
  expect(names).toContain("bea");
  expect(answer).toMatchObject({ rows: [], total: 0, searched: { complete: true } });
});

test("back from among the ids without an account, nobody who has one comes twice", async () => {
  const place = [1, "", people[0], -1, 0];
  let cursor: string | null = btoa(JSON.stringify([true, place, 270, 270, false, 270]));
  const ids: string[] = [];
  while (cursor !== null) {
    const answer = await list({}, "asc", { cursor });
    ids.unshift(...idsOf(answer));
    cursor = answer.prev_cursor;
  }
  expect(ids).toEqual((await truth("asc")).slice(0, ids.length));
});

test("a cursor of another order is refused", async () => {
  for (const place of [
    ["", "", "", 1, 1],
    [0, 1, "", 1, 1],
    [3, "", "", 1, 1],
    [1, 1],
  ]) {
    const cursor = btoa(JSON.stringify([false, place, 0, 1, false, 1]));
    await expect(list({}, "asc", { cursor })).rejects.toMatchObject({ code: "REQUEST_001" });
  }
});
