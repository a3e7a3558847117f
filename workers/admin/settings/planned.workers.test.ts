import { env } from "cloudflare:workers";
import { and, count, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { mailOutbox } from "../../mail/mail.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { createAccount } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { followMaintenance } from "./follow-maintenance.ts";

const db = openDb(env.DB);

afterEach(() => clearSettings("maintenance_mode", "maintenance_starts_at", "maintenance_ends_at"));

const toldTo = async (id: string, kind = "maintenance_planned") => {
  const ofKind = and(eq(notice.userId, id), eq(notice.kind, kind));
  const ofEvent = and(eq(mailOutbox.userId, id), eq(mailOutbox.eventType, kind));
  const [notices] = await db.select({ n: count() }).from(notice).where(ofKind);
  const [mails] = await db.select({ n: count() }).from(mailOutbox).where(ofEvent);
  return [notices?.n, mails?.n];
};

const follow = async (now: number) => {
  // As many minutes as it takes everybody.
  for (let minute = 0; minute < 10; minute += 1) await followMaintenance(env, now + minute);
};

test("everybody is told of a planned time once, by mail and notice, seven days before (U-098)", async () => {
  const people = await Promise.all(Array.from({ length: 90 }, () => createAccount("user")));
  const gone = await createAccount("user", "disabled");
  const now = Date.now();
  const plan = (days: number) =>
    setSettings({
      maintenance_starts_at: new Date(now + days * day).toISOString(),
      maintenance_ends_at: new Date(now + (days + 1) * day).toISOString(),
    });
  const all = async () => Promise.all(people.map((one) => toldTo(one.id)));
  await plan(8);
  await follow(now);
  expect(await all()).toEqual(people.map(() => [0, 0]));
  await follow(now + day);
  await Promise.all([follow(now + day), follow(now + day)]);
  expect(await all()).toEqual(people.map(() => [1, 1]));
  expect(await toldTo(gone.id)).toEqual([0, 0]);
  // Moved, and with another end: each is news to everybody. As it was told, it is none.
  const changed = () => Promise.all(people.map((one) => toldTo(one.id, "maintenance_changed")));
  await plan(3);
  await follow(now);
  expect(await changed()).toEqual(people.map(() => [1, 1]));
  await setSettings({ maintenance_ends_at: new Date(now + 5 * day).toISOString() });
  await Promise.all([follow(now), follow(now)]);
  await follow(now);
  expect(await changed()).toEqual(people.map(() => [2, 2]));
  await clearSettings("maintenance_starts_at", "maintenance_ends_at");
  await follow(now);
  await follow(now);
  const off = people.map((one) => toldTo(one.id, "maintenance_called_off"));
  expect(await Promise.all(off)).toEqual(people.map(() => [1, 1]));
  expect(await toldTo(gone.id, "maintenance_called_off")).toEqual([0, 0]);
  expect(await all()).toEqual(people.map(() => [1, 1]));
});

test("who prolongs it the moment it ends is not overruled", async () => {
  const now = Date.now();
  await setSettings({
    maintenance_mode: true,
    maintenance_ends_at: new Date(now - 1000).toISOString(),
  });
  const later = new Date(now + 60_000).toISOString();
  const real = env.DB;
  let read = 0;
  const site = new Proxy(real, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== "prepare") return typeof value === "function" ? value.bind(target) : value;
      return (sql: string) => {
        const statement = target.prepare(sql);
        // Between what the cron read and what it writes.
        if (!sql.includes('from "system_setting"') || ++read !== 3) return statement;
        return new Proxy(statement, {
          get: (one, method) => {
            const call = Reflect.get(one, method) as (...values: unknown[]) => unknown;
            if (method === "bind") return () => prolonged(one);
            return call.bind(one);
          },
        });
      };
    },
  });
  const prolonged = (statement: D1PreparedStatement) =>
    new Proxy(statement, {
      get:
        (one, method) =>
        async (...values: unknown[]) => {
          await setSettings({ maintenance_ends_at: later });
          return (Reflect.get(one, method) as (...list: unknown[]) => unknown).apply(one, values);
        },
    });
  await followMaintenance({ ...env, DB: site }, now);
  expect(await readSettings(env)).toMatchObject({
    maintenance_mode: true,
    maintenance_ends_at: later,
  });
});

test("what is over is put away: the next plan begins with a clean slate", async () => {
  const now = Date.now();
  await setSettings({
    maintenance_mode: true,
    maintenance_ends_at: new Date(now - 1000).toISOString(),
  });
  await followMaintenance(env, now);
  expect(await readSettings(env)).toMatchObject({
    maintenance_mode: false,
    maintenance_ends_at: null,
  });
});
