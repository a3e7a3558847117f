import { env } from "cloudflare:workers";
import { and, count, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { mailOutbox } from "../../mail/mail.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { createAccount } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
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

test("closed by hand until before the time that was told, that is called off", async () => {
  const { id } = await createAccount("user");
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  await db.delete(maintenanceNotice);
  await setSettings({ maintenance_starts_at: at(20), maintenance_ends_at: at(90) });
  await followMaintenance(env, now);
  await setSettings({
    maintenance_mode: true,
    maintenance_starts_at: null,
    maintenance_ends_at: at(10),
  });
  await followMaintenance(env, now);
  expect(await toldTo(id, "maintenance_called_off")).toEqual([1, 1]);
});
