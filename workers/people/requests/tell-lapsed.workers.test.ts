import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { createAccount } from "../../testing/people.ts";
import { accessRequest } from "./access-request.sql.ts";
import { tellLapsed } from "./tell-lapsed.ts";

const db = openDb(env.DB);

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
