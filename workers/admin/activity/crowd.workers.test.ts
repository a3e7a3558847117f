/** People of one name: however many they are, a search by it finds what each of them did. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-activity";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { minute } from "../../platform/durations.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { activityRow, year } from "../../testing/activity-rows.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { listAs, type ActivityReader } from "../../testing/read-activity.ts";

let admin: Person;
let person: Person;
let ask: ActivityReader["ask"];
let walk: ActivityReader["walk"];

const eventOf = (n: number, changes: Partial<ActivityEvent> = {}) =>
  activityRow(person.id, n, changes);

beforeAll(async () => {
  [admin, person] = await Promise.all([signUp("admin"), signUp("user")]);
  ({ ask, walk } = listAs(admin));
  // Others' activity, in which theirs is looked for.
  const events = Array.from({ length: 400 }, (_one, n) =>
    eventOf(n, { created_at: year + n * minute }),
  );
  await storeActivity(env.DB, events);
});

test.each([
  [30, 0],
  [160, 0],
  [30, 2100],
])(
  "a name stands for all %d who are called so and did something, %d who did not; in the list, its negation and the export",
  async (people, silent) => {
    const mark = `crowd-${crypto.randomUUID().slice(0, 8)}`;
    const crowd = Array.from({ length: people }, () => crypto.randomUUID());
    await env.DB.batch(
      crowd.map((id, n) =>
        env.DB.prepare(
          `INSERT INTO user(id, email, name, name_folded, role, status, created_at, updated_at)
         VALUES(?1, ?2 || '@example.test', ?3, ?4, 'user', 'active', 1, 1)`,
        ).bind(
          id,
          // By their address, by their name as it is written, and as searches compare it.
          n % 3 === 0 ? `${mark}-${id}` : id,
          n % 3 === 1 ? mark.toUpperCase() : "somebody",
          n % 3 === 2 ? `${mark} 2` : null,
        ),
      ),
    );
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       INSERT INTO user(id, email, name, role, status, created_at, updated_at)
       SELECT ?2 || i, ?2 || i, 'somebody', 'user', 'active', 1, 1 FROM n WHERE ?1 > 0`,
    )
      .bind(silent, mark)
      .run();
    const of = (id: string | null, n: number) =>
      eventOf(n, { user_id: id, method: "PATCH", created_at: year + n * minute });
    await storeActivity(env.DB, [
      ...crowd.map((id, n) => of(id, 2000 + n)),
      of(person.id, 3000),
      of(null, 3001),
    ]);
    const rest = { method: "PATCH", limit: "100" };
    const named = await walk({ ...rest, q: `actor:${mark}` }, "next_cursor");
    expect(named.rows.map((row) => row.user_id).toSorted()).toEqual(crowd.toSorted());
    expect(named.last.total).toBe(crowd.length);
    const others = await walk({ ...rest, q: `-actor:${mark}` }, "next_cursor");
    expect(others.rows.map((row) => row.user_id)).toEqual([null, person.id]);
    const query = {
      method: "PATCH",
      start_date: "2031-01-01",
      format: "json",
      q: `actor:${mark}`,
    };
    const file = await call(admin, contract.exportActivity, { query });
    expect(await file.json()).toHaveLength(crowd.length);
    await env.DB.prepare("DELETE FROM user_activity WHERE method = 'PATCH'").run();
  },
);

test("nobody of that name: nothing, without looking for it", async () => {
  expect(await ask({ q: "actor:who-is-that" })).toMatchObject({ items: [], total: 0 });
});
