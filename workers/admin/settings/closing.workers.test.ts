import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import {
  listCategory,
  revertSetting,
  settingHistory,
  updateSetting,
  type SettingItem,
} from "#contract/admin-setting";
import { getMaintenance, type Maintenance } from "#contract/maintenance";
import { listProjects } from "#contract/project";
import { readSettings } from "../../settings/read-settings.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { elevate, proveFactor, provedAdmin } from "../../testing/step-up.ts";

const keys = [
  "maintenance_mode",
  "maintenance_message",
  "allow_admin_access",
  "maintenance_starts_at",
  "maintenance_ends_at",
] as const;

afterEach(() => clearSettings(...keys));

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const days = (count: number) => at(count * 24 * 60);
const enable = (who: Person, json: object = {}) => call(who, enableMaintenance, { json });
const closed = async (answer: Promise<Response>) => (await (await answer).json()) as Maintenance;
const of = (key: string) => ({ category: "MAINTENANCE", key });
const set = (who: Person, key: string, value: unknown) =>
  call(who, updateSetting, { param: of(key), json: { value } });

describe("a closing by hand that is over is off, whoever asks before the cron does (T-26)", () => {
  const over = () =>
    setSettings({
      maintenance_mode: true,
      maintenance_starts_at: null,
      maintenance_ends_at: at(-1),
    });

  test("a plan saved then closes nothing, by whichever way", async () => {
    const [admin, person] = [await provedAdmin(), await signUp("user")];
    const plan = { starts_at: days(10), ends_at: days(11) };
    const ways = [
      () => enable(admin, plan),
      () => set(admin, "maintenance_starts_at", plan.starts_at),
      () => set(admin, "maintenance_ends_at", plan.ends_at),
      () => set(admin, "maintenance_ends_at", null),
      () => set(admin, "maintenance_message", "later"),
    ];
    for (const way of ways) {
      await clearSettings(...keys);
      await over();
      expect((await way()).status).toBe(200);
      expect(await closed(call(null, getMaintenance))).toMatchObject({ active: false });
      expect(await readSettings(env)).toMatchObject({ maintenance_mode: false });
      expect((await call(person, listProjects)).status).toBe(200);
    }
    await over();
    expect(await closed(enable(admin, plan))).toMatchObject({ active: false, ...plan });
  });

  test("it is shown as off, and on record as ended by itself", async () => {
    const admin = await provedAdmin();
    await over();
    const listed = await call(admin, listCategory, { param: { category: "MAINTENANCE" } });
    const { items } = (await listed.json()) as { items: SettingItem[] };
    const valueOf = (key: string) => items.find((item) => item.key === key)?.value;
    expect([valueOf("maintenance_mode"), valueOf("maintenance_ends_at")]).toEqual([false, null]);
    await call(admin, disableMaintenance);
    const past = await call(admin, settingHistory, { param: of("maintenance_mode") });
    const changes = ((await past.json()) as { items: unknown[] }).items;
    expect(changes[0]).toMatchObject({ by: null, before: true, after: false });
  });

  test("closed anew it is a new closing, without the end of the one before", async () => {
    const admin = await provedAdmin();
    await over();
    expect(await closed(enable(admin, { message: "again" }))).toMatchObject({
      active: true,
      ends_at: null,
    });
  });
});

describe("access of administrators stays as it is set while a closing or a plan is on", () => {
  test("only who names it changes it; a new closing begins with it", async () => {
    const admin = await provedAdmin();
    await enable(admin, { allow_admin_access: false });
    const kept = { active: true, allow_admin_access: false };
    expect(await closed(enable(admin, { ends_at: at(60) }))).toMatchObject(kept);
    expect(await closed(enable(admin, { message: "later2" }))).toMatchObject(kept);
    await call(admin, disableMaintenance);
    expect(await closed(enable(admin))).toMatchObject({ active: true, allow_admin_access: true });
    await call(admin, disableMaintenance);
    const plan = { starts_at: at(60), ends_at: at(120) };
    await enable(admin, { ...plan, allow_admin_access: false });
    const moved = await closed(enable(admin, { ...plan, ends_at: at(90) }));
    expect(moved).toMatchObject({ active: false, allow_admin_access: false });
  });

  test("an administrator for a day changes it in nobody's closing", async () => {
    const admin = await provedAdmin();
    const by = await elevate(await proveFactor(await signUp("user")));
    await enable(admin, { allow_admin_access: false });
    expect(await closed(enable(by))).toMatchObject({ allow_admin_access: false });
    expect(await codeOf(await enable(by, { allow_admin_access: true }))).toBe("AUTH_004");
    expect(await codeOf(await set(by, "allow_admin_access", true))).toBe("AUTH_004");
    expect((await readSettings(env)).allow_admin_access).toBe(false);
    expect((await call(by, disableMaintenance)).status).toBe(200);
    expect((await enable(by, { allow_admin_access: true })).status).toBe(200);
  });
});

test("a time that is named is to come, and within a year", async () => {
  const admin = await provedAdmin();
  const refused = async (answer: Promise<Response>) =>
    expect(await codeOf(await answer)).toBe("SETTING_007");
  await refused(enable(admin, { starts_at: "9999-01-01T00:00:00Z" }));
  await refused(enable(admin, { starts_at: days(1), ends_at: days(400) }));
  await refused(enable(admin, { ends_at: days(400) }));
  await refused(enable(admin, { starts_at: at(-60) }));
  await refused(set(admin, "maintenance_starts_at", at(-60)));
  await refused(set(admin, "maintenance_starts_at", days(400)));
  await refused(set(admin, "maintenance_ends_at", at(-60)));
  // Taking back a change gives no time that is over.
  const was = at(-90);
  await setSettings({ maintenance_starts_at: was });
  await set(admin, "maintenance_starts_at", days(2));
  const past = await call(admin, settingHistory, { param: of("maintenance_starts_at") });
  const [change] = ((await past.json()) as { items: { id: string; before: unknown }[] }).items;
  expect(change?.before).toBe(was);
  const json = { change_id: change?.id ?? "" };
  await refused(call(admin, revertSetting, { param: of("maintenance_starts_at"), json }));
  await clearSettings(...keys);
  expect(await closed(call(null, getMaintenance))).toMatchObject({ active: false });
  expect((await enable(admin, { starts_at: days(365), ends_at: days(366) })).status).toBe(200);
});
