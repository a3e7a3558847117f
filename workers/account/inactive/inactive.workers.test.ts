import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { user } from "../../auth/user.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { forgetSettings } from "../../settings/read-settings.ts";
import { systemSetting } from "../../settings/system-setting.sql.ts";
import { createAccount } from "../../testing/people.ts";
import { closeInactive } from "./close-inactive.ts";
import { tellInactive } from "./tell-inactive.ts";

const db = openDb(env.DB);
/** Long ago, so that nobody of other tests is quiet then. */
const start = Date.UTC(2001, 0, 1);

async function quiet(role: "user" | "admin" | "guest", at = start) {
  const account = await createAccount(role);
  await db
    .update(user)
    .set({ lastActiveAt: new Date(at) })
    .where(eq(user.id, account.id));
  return account.id;
}

const told = (id: string) => db.$count(notice, eq(notice.userId, id));
const stateOf = (id: string) => db.select().from(user).where(eq(user.id, id)).get();

afterEach(async () => {
  await db.delete(systemSetting);
  forgetSettings(env);
});

test("after 180 quiet days a person is told once, and 30 days later the account is closed (U-123)", async () => {
  const id = await quiet("user");
  await tellInactive(env, start + 179 * day);
  expect(await told(id)).toBe(0);
  await tellInactive(env, start + 180 * day);
  await tellInactive(env, start + 181 * day);
  expect(await told(id)).toBe(1);
  await closeInactive(env, start + 209 * day);
  expect((await stateOf(id))?.status).toBe("active");
  await closeInactive(env, start + 210 * day);
  expect(await stateOf(id)).toMatchObject({
    status: "deleted",
    goneAt: new Date(start + 224 * day),
  });
});

test("who comes back in between stays, and is told anew another half year later", async () => {
  const id = await quiet("user");
  await tellInactive(env, start + 180 * day);
  const back = start + 200 * day;
  await db
    .update(user)
    .set({ lastActiveAt: new Date(back) })
    .where(eq(user.id, id));
  await closeInactive(env, start + 379 * day);
  expect((await stateOf(id))?.status).toBe("active");
  await tellInactive(env, back + 180 * day);
  expect(await told(id)).toBe(2);
  await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, id));
});

test.each(["admin", "guest"] as const)("%ss are neither told nor closed", async (role) => {
  const id = await quiet(role);
  await tellInactive(env, start + 300 * day);
  expect(await told(id)).toBe(0);
  await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, id));
});

test("0 days switch it off", async () => {
  const id = await quiet("user");
  const now = new Date();
  await db.insert(systemSetting).values({
    id: crypto.randomUUID(),
    category: "MAINTENANCE",
    key: "inactive_notice_days",
    value: 0,
    valueType: "NUMBER",
    createdAt: now,
    updatedAt: now,
  });
  forgetSettings(env);
  expect(await tellInactive(env, start + 900 * day)).toBe(0);
  expect(await told(id)).toBe(0);
  await db.update(user).set({ lastActiveAt: now }).where(eq(user.id, id));
});
