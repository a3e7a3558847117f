import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { forgetActivity } from "../../platform/forget-activity.ts";
import { createAccount } from "../../testing/people.ts";
import { accessRequest } from "./access-request.sql.ts";
import { tellLapsed } from "./tell-lapsed.ts";

const db = openDb(env.DB);
const day = 86_400_000;

test("who was elevated is told once when it is over, and not before (U-140)", async () => {
  const { id: userId } = await createAccount("user");
  const endsAt = new Date();
  await db.insert(accessRequest).values({
    id: crypto.randomUUID(),
    kind: "elevation",
    userId,
    reason: "a test",
    status: "approved",
    endsAt,
    createdAt: new Date(),
  });
  const told = () =>
    db.$count(notice, and(eq(notice.userId, userId), eq(notice.kind, "elevation_ended")));
  await tellLapsed(env, endsAt.getTime() - 1);
  expect(await told()).toBe(0);
  await tellLapsed(env, endsAt.getTime());
  await tellLapsed(env, endsAt.getTime() + 60_000);
  expect(await told()).toBe(1);
});

test("activity older than its days goes, newer stays (C-10)", async () => {
  const now = Date.UTC(2002, 0, 1);
  const insert = (id: string, at: number) =>
    env.DB.prepare(
      `INSERT INTO user_activity(id, action_type, endpoint, method, response_status, duration_ms, created_at)
       VALUES(?, 'READ', '/old', 'GET', 200, 1, ?)`,
    )
      .bind(id, at)
      .run();
  const [old, young] = [crypto.randomUUID(), crypto.randomUUID()];
  await insert(old, now - 90 * day - 1);
  await insert(young, now - 90 * day);
  expect(await forgetActivity(env, 90, now)).toBe(1);
  const { results } = await env.DB.prepare(
    "SELECT id FROM user_activity WHERE endpoint = '/old'",
  ).all<{ id: string }>();
  expect(results).toEqual([{ id: young }]);
});
