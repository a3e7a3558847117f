/** Pages by number over a log whose newest rows are unlike its older ones. */
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../platform/errors.ts";
import { activitySearch, type ActivityFilters } from "../activity/search.ts";
import { activitySource } from "../activity/source.ts";
import { bounds } from "./count.ts";
import { listRows } from "./list-rows.ts";
import type { LogList } from "./page-of.ts";

/** A year of its own: the storage is shared with other tests. */
const time = { start_date: "2036-01-01", end_date: "2036-12-31" };
const rows = 6000;
/** As little is looked at as if the log had two million rows. */
const small = { window: 300, entries: 1500, rows: 1500, scattered: 200, people: 2500 };

beforeAll(async () => {
  await env.DB.prepare(
    `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${rows})
     INSERT INTO user_activity(id, action_type, resource_type, endpoint, method, response_status,
       error_message, ip_address, duration_ms, created_at)
     SELECT 'pages-' || n, CASE WHEN n % 4 = 0 THEN 'READ' ELSE 'ERROR' END,
       CASE WHEN n > 5000 AND n % 40 <> 1 THEN 'FILE' WHEN n % 2 = 1 THEN 'PROJECT' END,
       '/pages', 'GET', 200, CASE WHEN n % 3 = 0 THEN 'wrong' END,
       CASE WHEN n % (CASE WHEN n > 5000 THEN 50 ELSE 5 END) = 0 THEN '203.0.113.7' ELSE '203.0.113.8' END,
       CASE WHEN n > 4500 THEN 150 + n % 2 * 500 ELSE n END, ? + n * 1000 FROM numbers`,
  )
    .bind(Date.UTC(2036, 5, 1))
    .run();
});

afterAll(() => env.DB.prepare("DELETE FROM user_activity WHERE endpoint = '/pages'").run());

const asked: Record<string, readonly [Partial<ActivityFilters>, string, string?]> = {
  "no index": [{ ip_address: "203.0.113.7" }, "ip_address = '203.0.113.7'"],
  "an index, and more": [
    { action_type: "ERROR", resource_type: "PROJECT" },
    "action_type = 'ERROR' AND resource_type = 'PROJECT'",
  ],
  "rare of late": [{ q: "duration:100..200" }, "duration_ms BETWEEN 100 AND 200"],
  "only of old": [{ q: "duration:2000..2500" }, "duration_ms BETWEEN 2000 AND 2500"],
  "an index alone": [{ action_type: "ERROR" }, "action_type = 'ERROR'"],
  "counted hours": [{ has_error: true }, "error_message IS NOT NULL"],
  "another order": [{}, "1", "duration_ms"],
  "another order, and more": [{ has_error: true }, "error_message IS NOT NULL", "duration_ms"],
};

describe.each(Object.entries(asked))("%s", (_name, [filters, where, by = "created_at"]) => {
  const list = async (
    at: { page?: number; cursor?: string | null; limit?: number },
    most = small,
  ) =>
    listRows(
      env.DB,
      activitySource,
      await activitySearch(env.DB, "", { ...filters, ...time } as ActivityFilters),
      {
        by,
        order: "desc",
        limit: at.limit ?? 40,
        page: at.page ?? 1,
        cursor: at.cursor ?? undefined,
      },
      most,
    );
  const idsOf = (answer: LogList) => answer.rows.map((row) => row["id"]);
  const truth = async () => {
    const { results } = await env.DB.prepare(
      `SELECT id FROM user_activity WHERE endpoint = '/pages' AND ${where} ORDER BY ${by} DESC, created_at DESC`,
    ).all<{ id: string }>();
    return results.map((row) => row.id);
  };

  test("every announced page opens, none leaves a row out, and next leads on to the end", async () => {
    const all = await truth();
    let answer = await list({});
    const { total, total_pages, total_is_estimate } = answer;
    expect(total_is_estimate ? total <= all.length : total === all.length).toBe(true);
    const seen = idsOf(answer);
    for (let page = 2; page <= total_pages; page++) {
      answer = await list({ page });
      expect(answer.rows.length).toBeGreaterThan(0);
      expect(answer).toMatchObject({ total_pages, total_is_estimate });
      seen.push(...idsOf(answer));
    }
    expect(seen).toEqual(all.slice(0, seen.length));
    // Unless it says that there is more, those were all.
    if (!total_is_estimate && total_pages * 40 >= total) expect(seen).toEqual(all);
    while (answer.next_cursor !== null) {
      answer = await list({ cursor: answer.next_cursor });
      expect(answer.total).toBeLessThanOrEqual(all.length);
      expect(answer.total_pages).toBeLessThanOrEqual(Math.max(1, total_pages));
      seen.push(...idsOf(answer));
    }
    expect(seen).toEqual(all);
    expect(answer).toMatchObject({ total: all.length, total_is_estimate: false });
  });

  test("a page behind the last one is refused, or empty with the totals of the first", async () => {
    const ways = [small, { ...bounds, scattered: bounds.rows }];
    // Full pages to where numbers end, and a last one that is not.
    for (const [most, limit] of ways.flatMap((most) =>
      [40, 50].map((one) => [most, one] as const),
    )) {
      const { total, total_pages, total_is_estimate } = await list({ limit }, most);
      for (const page of [Math.max(2, total_pages + 1), 100_000]) {
        const behind = await list({ page, limit }, most).catch((error: unknown) => error);
        const totals = { total, total_pages, total_is_estimate, page, rows: [], next_cursor: null };
        if (behind instanceof AppError) {
          expect(behind).toMatchObject({ code: "LOG_003", details: { last_page: total_pages } });
          expect(total_is_estimate || total > total_pages * limit).toBe(true);
        } else expect(behind).toMatchObject(totals);
      }
    }
  });

  test("a few thousand rows are counted to the last, and all open by number", async () => {
    const all = await truth();
    // Of another order fewer are looked at: here all of it.
    const most = { ...bounds, scattered: bounds.rows };
    const first = await list({}, most);
    expect(first).toMatchObject({ total: all.length, total_is_estimate: false });
    const last = await list({ page: first.total_pages }, most);
    expect(idsOf(last)).toEqual(all.slice((first.total_pages - 1) * 40));
  });
});

describe("a span that begins and ends within an hour: every page by its number is where it should be", () => {
  const within = { start_date: "2036-06-01T00:10:30Z", end_date: "2036-06-01T01:20:30Z" };
  test.each([
    ["of all, newest first", "desc", {}, "1"],
    ["of all, oldest first", "asc", {}, "1"],
    ["of failures, newest first", "desc", { has_error: true }, "error_message IS NOT NULL"],
    ["of failures, oldest first", "asc", { has_error: true }, "error_message IS NOT NULL"],
  ] as const)("%s", async (_name, order, filters, where) => {
    const { results } = await env.DB.prepare(
      `SELECT id FROM user_activity WHERE endpoint = '/pages' AND ${where}
       AND created_at BETWEEN ? AND ? ORDER BY created_at ${order}`,
    )
      .bind(Date.parse(within.start_date), Date.parse(within.end_date))
      .all<{ id: string }>();
    const all = results.map((row) => row.id);
    const search = await activitySearch(env.DB, "", { ...filters, ...within } as ActivityFilters);
    const seen: unknown[] = [];
    for (let page = 1; page <= Math.ceil(all.length / 100); page++) {
      const query = { by: "created_at", order, limit: 100, page, cursor: undefined };
      const few = { ...small, entries: 300 };
      const answer = await listRows(env.DB, activitySource, search, query, few);
      expect(answer).toMatchObject({ total: all.length, total_is_estimate: false });
      seen.push(...answer.rows.map((row) => row["id"]));
    }
    expect(all.length).toBeGreaterThan(1000);
    expect(seen).toEqual(all);
  });
});

test("a page behind what was searched is refused, and says how far the numbers lead", async () => {
  const search = await activitySearch(env.DB, "", {
    ip_address: "203.0.113.7",
    ...time,
  } as ActivityFilters);
  const query = { by: "created_at", order: "desc", limit: 40, cursor: undefined } as const;
  const refused = await listRows(
    env.DB,
    activitySource,
    search,
    { ...query, page: 9 },
    small,
  ).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({
    code: "LOG_003",
    details: { rows_searched: 1500, rows_found: 120, last_page: 3 },
  });
});
