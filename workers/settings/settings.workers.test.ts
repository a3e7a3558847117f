import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { openDb } from "../platform/db.ts";
import { forgetSettings, readSettings } from "./read-settings.ts";
import { systemSetting } from "./system-setting.sql.ts";

const db = openDb(env.DB);

const store = (key: string, value: unknown) => {
  const now = new Date();
  return db.insert(systemSetting).values({
    id: crypto.randomUUID(),
    category: "SECURITY",
    key,
    value,
    valueType: "NUMBER",
    createdAt: now,
    updatedAt: now,
  });
};

afterEach(async () => {
  await db.delete(systemSetting);
  forgetSettings(env);
});

test("what has no row has its default; the documents' defaults hold (A-014, C-11)", async () => {
  expect(await readSettings(env)).toMatchObject({
    session_timeout_minutes: 60,
    max_login_attempts: 5,
    password_expiry_days: 0,
    require_2fa: false,
  });
});

test("a change is in force after five seconds at most", async () => {
  const now = Date.now();
  expect((await readSettings(env, now)).max_login_attempts).toBe(5);
  await store("max_login_attempts", 7);
  expect((await readSettings(env, now + 4000)).max_login_attempts).toBe(5);
  expect((await readSettings(env, now + 5000)).max_login_attempts).toBe(7);
});

test("a stored value out of bounds or of another type falls back to the default", async () => {
  await store("max_login_attempts", 0);
  await store("lock_minutes", "soon");
  expect(await readSettings(env)).toMatchObject({ max_login_attempts: 5, lock_minutes: 15 });
});
