import { env } from "cloudflare:workers";
import { and, count, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { enableMaintenance } from "#contract/admin-maintenance";
import { mailOutbox } from "../../mail/mail.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { call, createAccount, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { followMaintenance } from "./follow-maintenance.ts";
import { maintenanceNotice } from "./maintenance-notice.sql.ts";

const db = openDb(env.DB);

afterEach(() => clearSettings("maintenance_mode", "maintenance_starts_at", "maintenance_ends_at"));

const toldTo = async (id: string, kind = "maintenance_planned") => {
  const ofKind = and(eq(notice.userId, id), eq(notice.kind, kind));
  const ofEvent = and(eq(mailOutbox.userId, id), eq(mailOutbox.eventType, kind));
  const [notices] = await db.select({ n: count() }).from(notice).where(ofKind);
  const [mails] = await db.select({ n: count() }).from(mailOutbox).where(ofEvent);
  return [notices?.n, mails?.n];
};

test("told, then begun before it was told again: moved, never called off while it is closed (U-098)", async () => {
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const ends = { maintenance_ends_at: at(90) };
  const ways = [
    { maintenance_starts_at: at(0.1), ...ends },
    { maintenance_starts_at: at(-0.1), ...ends },
    { maintenance_starts_at: null, maintenance_mode: true, ...ends },
    { maintenance_starts_at: null, maintenance_mode: true, maintenance_ends_at: null },
  ];
  for (const way of ways) {
    const { id } = await createAccount("user");
    await db.delete(maintenanceNotice);
    await setSettings({ maintenance_mode: false, maintenance_starts_at: at(20), ...ends });
    await followMaintenance(env, now);
    expect(await toldTo(id)).toEqual([1, 1]);
    await setSettings(way);
    await followMaintenance(env, now + 30_000);
    expect(await toldTo(id, "maintenance_called_off")).toEqual([0, 0]);
    expect(await toldTo(id, "maintenance_changed")).toEqual([1, 1]);
  }
});

const fresh = async () => {
  await clearSettings("maintenance_mode", "maintenance_starts_at", "maintenance_ends_at");
  await db.delete(maintenanceNotice);
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  return { id: (await createAccount("user")).id, admin: await provedAdmin(), now, at };
};
const enable = async (who: Person, json: object) =>
  expect((await call(who, enableMaintenance, { json })).status).toBe(200);

test("begun or taken over until before the time that was told, it is moved, too", async () => {
  const ways = [
    (at: (minutes: number) => string) => ({ starts_at: at(0.1), ends_at: at(15) }),
    (at: (minutes: number) => string) => ({ starts_at: null, ends_at: at(15) }),
  ];
  for (const way of ways) {
    const { id, admin, now, at } = await fresh();
    await enable(admin, { starts_at: at(20), ends_at: at(90) });
    await followMaintenance(env, now);
    expect(await toldTo(id)).toEqual([1, 1]);
    await enable(admin, way(at));
    await followMaintenance(env, now + 30_000);
    await followMaintenance(env, now + 40_000);
    expect(await toldTo(id, "maintenance_called_off")).toEqual([0, 0]);
    expect(await toldTo(id, "maintenance_changed")).toEqual([1, 1]);
    const ofKind = and(eq(notice.userId, id), eq(notice.kind, "maintenance_changed"));
    const [told] = await db.select().from(notice).where(ofKind);
    expect(told?.data).toMatchObject({ ends_at: at(15) });
  }
});

test("beside a closing by hand that is over before it, a plan is called off", async () => {
  const { id, admin, now, at } = await fresh();
  await enable(admin, { ends_at: at(10) });
  await setSettings({ maintenance_starts_at: at(20), maintenance_ends_at: at(90) });
  await followMaintenance(env, now);
  await setSettings({ maintenance_starts_at: null, maintenance_ends_at: at(10) });
  await followMaintenance(env, now);
  expect(await toldTo(id, "maintenance_called_off")).toEqual([1, 1]);
  expect(await toldTo(id, "maintenance_changed")).toEqual([0, 0]);
});

test("who was told hears once of another end of what is closed by now, and of no few minutes", async () => {
  const { id, admin, now, at } = await fresh();
  await enable(admin, { starts_at: at(20), ends_at: at(90) });
  await followMaintenance(env, now);
  await setSettings({ maintenance_starts_at: at(-1) });
  const { startsAt } = maintenanceNotice;
  await db
    .update(maintenanceNotice)
    .set({ startsAt: new Date(at(-1)) })
    .where(eq(startsAt, new Date(at(20))));
  await enable(admin, { ends_at: at(93) });
  await followMaintenance(env, now + 30_000);
  expect(await toldTo(id, "maintenance_changed")).toEqual([0, 0]);
  await enable(admin, { ends_at: at(150) });
  await followMaintenance(env, now + 40_000);
  await followMaintenance(env, now + 50_000);
  expect(await toldTo(id, "maintenance_changed")).toEqual([1, 1]);
  const ofKind = and(eq(notice.userId, id), eq(notice.kind, "maintenance_changed"));
  const [told] = await db.select().from(notice).where(ofKind);
  expect(told?.data).toMatchObject({ ends_at: at(150) });
  expect(await toldTo(id, "maintenance_called_off")).toEqual([0, 0]);
});
