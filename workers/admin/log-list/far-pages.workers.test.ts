/** Sorted by person, a page by its number reads what the first one reads, however far down it lies. */
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activitySearch, byUser, type ActivityFilters } from "../activity/search.ts";
import { activitySource } from "../activity/source.ts";
import { bounds } from "./count.ts";
import { listByPeople } from "./list-by-people.ts";

/** A year of its own: the storage is shared with other tests. */
const time = { start_date: "2038-01-01", end_date: "2038-12-31" };
const [people, each, limit] = [80, 100, 50];
/** Of as many rows as there are, half have numbers. */
const most = { ...bounds, entries: (people * each) / 2, scattered: 500 };
const pages = most.entries / limit;
/** A page of two people's rows counts and reads each of them; one within somebody's passes theirs again. */
const more = each + 8 * limit;

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO user(id, email, name, role, status, created_at, updated_at)
       SELECT 'far-' || i, 'far-' || i, 'far', 'user', 'active', 1, 1 FROM n`,
    ).bind(people),
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO user_activity(id, user_id, action_type, endpoint, method, response_status,
         error_message, duration_ms, created_at)
       SELECT 'far-' || i, 'far-' || (i % ? + 1), 'READ', '/far', 'GET', 200,
         CASE WHEN i % 3 = 0 THEN 'wrong' END, i, ? + i * 1000 FROM n`,
    ).bind(people * each, people, Date.UTC(2038, 5, 1)),
  ]);
});

afterAll(() =>
  env.DB.batch([
    env.DB.prepare("DELETE FROM user_activity WHERE endpoint = '/far'"),
    env.DB.prepare("DELETE FROM user WHERE name = 'far'"),
  ]),
);

/** The database, and how many rows it said it read. */
function countingReads() {
  const reads = { rows: 0 };
  const d1 = new Proxy(env.DB, {
    get: (db, name) => {
      if (name !== "batch") return (sql: string) => db.prepare(sql);
      return async (statements: D1PreparedStatement[]) => {
        const answers = await db.batch(statements);
        for (const { meta } of answers) reads.rows += meta.rows_read;
        return answers;
      };
    },
  });
  return { d1, reads };
}

describe.each([
  ["asc", {}],
  ["desc", {}],
  ["asc", { has_error: true }],
  ["desc", { has_error: true }],
] as const)("%s, %o", (order, filters) => {
  const list = async (page: number) => {
    const { d1, reads } = countingReads();
    const search = await activitySearch(d1, "", { ...filters, ...time } as ActivityFilters);
    const query = { by: "user_id", order, limit, page, cursor: undefined };
    const answer = await listByPeople(d1, activitySource, byUser, search, query, most);
    return { answer, reads: reads.rows };
  };

  test("no page by its number reads more than the first one, but for one person's rows", async () => {
    const first = await list(1);
    const { total_pages } = first.answer;
    // Where each row is tested, so many of the first 500 are meant.
    expect(total_pages).toBe("has_error" in filters ? 4 : pages);
    for (const page of new Set([2, Math.ceil(total_pages / 2), total_pages - 1, total_pages])) {
      const { answer, reads } = await list(page);
      expect(answer.rows.length).toBeGreaterThan(0);
      expect(answer.page).toBe(page);
      expect(reads, `page ${page}`).toBeLessThanOrEqual(first.reads + more);
      expect(answer.searched?.rows).toBeLessThanOrEqual(Number(first.answer.searched?.rows) + each);
    }
  });
});
