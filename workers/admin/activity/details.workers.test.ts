import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-activity";
import type { OutputOf } from "#contract/endpoint";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { minute } from "../../platform/durations.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { activityRow, year } from "../../testing/activity-rows.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";

let admin: Person;
let person: Person;

beforeAll(async () => {
  [admin, person] = await Promise.all([signUp("admin"), signUp("user")]);
  await storeActivity(env.DB, [eventOf(1)]);
});

const eventOf = (n: number, changes: Partial<ActivityEvent> = {}) =>
  activityRow(person.id, n, changes);

test("a request's details have its body and what it left in the audit log (A-031)", async () => {
  const event = eventOf(1, { request_body: { name: "kept" }, created_at: year - minute });
  await storeActivity(env.DB, [event]);
  await env.DB.prepare(
    `INSERT INTO audit_log(id, request_id, event_type, action, resource_type, severity, created_at)
     VALUES(?, ?, 'DATA_CHANGE', 'CREATE', 'PROJECT', 'INFO', ?)`,
  )
    .bind(crypto.randomUUID(), event.id, year)
    .run();
  const answer = await call(admin, contract.getActivity, { param: { id: event.id } });
  expect(await answer.json()).toMatchObject({
    id: event.id,
    user_email: null,
    request_body: { name: "kept" },
    audit: [{ action: "CREATE", resource_type: "PROJECT" }],
  });
  const none = await call(admin, contract.getActivity, { param: { id: crypto.randomUUID() } });
  expect(await codeOf(none)).toBe("LOG_001");
});

test("the tail brings what was written since, late or not, and is itself not recorded", async () => {
  const list = await call(admin, contract.listActivity, {
    query: { start_date: "2031-01-01", limit: "1" },
  });
  const { tail_cursor } = (await list.json()) as OutputOf<typeof contract.listActivity>;
  await storeActivity(env.DB, [eventOf(10, { created_at: year - 1, error_code: "LATE" })]);
  const answer = await call(admin, contract.tailActivity, {
    query: { cursor: tail_cursor, q: "code:late" },
  });
  const tail = (await answer.json()) as OutputOf<typeof contract.tailActivity>;
  expect(tail.items.map((row) => row.error_code)).toEqual(["LATE"]);
  const again = await call(admin, contract.tailActivity, {
    query: { cursor: tail.tail_cursor, q: "code:late" },
  });
  expect(await again.json()).toMatchObject({ items: [], is_cut: false });
  const burst = Array.from({ length: 101 }, () => eventOf(10, { error_code: "BURST" }));
  await storeActivity(env.DB, burst);
  const cut = await call(admin, contract.tailActivity, {
    query: { cursor: tail.tail_cursor, q: "code:burst" },
  });
  expect(await cut.json()).toMatchObject({ is_cut: true, items: { length: 100 } });
  await new Promise((done) => setTimeout(done, 50));
  const { results } = await env.DB.prepare(
    "SELECT id FROM user_activity WHERE endpoint LIKE '%/tail' AND user_id = ?",
  )
    .bind(admin.id)
    .all();
  expect(results).toEqual([]);
});
