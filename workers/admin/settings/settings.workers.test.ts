import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { setRetentionPolicy } from "#contract/admin-data";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import * as contract from "#contract/admin-setting";
import type { SettingChange, SettingItem } from "#contract/admin-setting";
import type { ErrorBody } from "#contract/errors";
import type { Maintenance } from "#contract/maintenance";
import { userSession } from "../../auth/user-session.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { settingKeys } from "../../settings/schema.ts";
import { makeKey } from "../../testing/keys.ts";
import { call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { elevate, proveFactor, provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
const attempts = { param: { category: "SECURITY", key: "max_login_attempts" } };

afterEach(() =>
  clearSettings(
    "max_login_attempts",
    "require_2fa",
    "ip_whitelist",
    "ip_whitelist_scope",
    "web_fetch_domains",
    "activity_days",
  ),
);

const set = (who: Person, value: unknown, more: { key?: string; version?: string } = {}) =>
  call(who, contract.updateSetting, {
    param: { ...attempts.param, key: more.key ?? attempts.param.key },
    json: { value, ...(more.version === undefined ? {} : { version: more.version }) },
  });

const itemOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as SettingItem;

const history = async (who: Person) =>
  (
    (await (await call(who, contract.settingHistory, attempts)).json()) as {
      items: SettingChange[];
    }
  ).items;

test("every setting is listed in its category, with value, type, bounds and words", async () => {
  const admin = await signUp("admin");
  const answer = await call(admin, contract.listSettings);
  const { categories } = (await answer.json()) as { categories: Record<string, SettingItem[]> };
  expect(Object.values(categories).flat()).toHaveLength(settingKeys.length);
  expect(categories["GENERAL"]?.[0]).toMatchObject({
    key: "max_file_size_mb",
    value: 10,
    value_type: "NUMBER",
    is_editable: true,
    min: 1,
    max: 100,
    unit: "MB",
  });
  const security = await call(admin, contract.listCategory, { param: { category: "SECURITY" } });
  expect(((await security.json()) as { items: unknown[] }).items).toEqual(categories["SECURITY"]);
  const other = await call(admin, contract.listCategory, { param: { category: "OTHER" } });
  expect(await codeOf(other)).toBe("SETTING_001");
});

test("a change holds at once here, says who made it, and is on record", async () => {
  const admin = await provedAdmin();
  const item = await itemOf(set(admin, 7));
  expect(item).toMatchObject({ value: 7, is_default: false, updated_by: { id: admin.id } });
  expect((await readSettings(env)).max_login_attempts).toBe(7);
  const row = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.resourceId, "SECURITY.max_login_attempts"))
    .orderBy(desc(auditLog.createdAt))
    .limit(1)
    .get();
  expect(row).toMatchObject({
    userId: admin.id,
    eventType: "SECURITY",
    oldValue: { value: 5 },
    newValue: { value: 7 },
  });
});

test("what is out of bounds or of another type is refused, and the bound is named", async () => {
  const admin = await provedAdmin();
  for (const value of [2, 21, 5.5, "7", null, true, [], {}]) {
    const answer = await set(admin, value);
    expect([value, answer.status]).toEqual([value, 422]);
    const { error } = (await answer.json()) as ErrorBody;
    expect(error).toMatchObject({ code: "SETTING_002", details: { min: 3, max: 20 } });
    expect(error.issues?.[0]?.message).toBeTruthy();
  }
  expect(await codeOf(await set(admin, 5, { key: "__proto__" }))).toBe("SETTING_001");
  expect(await codeOf(await set(admin, 5, { key: "activity_days" }))).toBe("SETTING_001");
});

test("no list of domains takes in those of whoever comes (T-05)", async () => {
  const admin = await provedAdmin();
  const list = (value: unknown) => set(admin, value, { key: "web_fetch_domains" });
  for (const line of ["*.GitHub.io", "co.jp", "*.workers.dev", "*.nip.io"]) {
    const answer = await list(["docs.example.com", line]);
    expect([line, answer.status]).toEqual([line, 422]);
    const { error } = (await answer.json()) as ErrorBody;
    expect(error).toMatchObject({ code: "SETTING_002", issues: [{ path: "value.1" }] });
  }
  expect((await readSettings(env)).web_fetch_domains).toEqual([]);
  expect((await list(["docs.example.com"])).status).toBe(200);
});

test("who changes what somebody else changed meanwhile is told, and nothing is lost", async () => {
  const [a, b] = [await provedAdmin(), await provedAdmin()];
  const seen = await itemOf(set(a, 7));
  await set(b, 8, { version: seen.version });
  const late = await set(a, 9, { version: seen.version });
  expect([late.status, await codeOf(late)]).toEqual([412, "SETTING_005"]);
  const header = await request("PATCH", "/api/v1/admin/settings/SECURITY/max_login_attempts", {
    as: a,
    json: { value: 9 },
    headers: { "if-match": `"${seen.version}"` },
  });
  expect(header.status).toBe(412);
  expect((await readSettings(env)).max_login_attempts).toBe(8);
});

test("of changes at once each is on record with what it really replaced", async () => {
  const admin = await provedAdmin();
  await Promise.all([6, 7, 8].map((value) => set(admin, value)));
  const found = (await history(admin)).slice(0, 3).reverse();
  expect(found.map((one) => one.before)).toEqual([5, found[0]?.after, found[1]?.after]);
});

test("a change is taken back to what was before it, or to the default", async () => {
  const admin = await provedAdmin();
  await set(admin, 7);
  await set(admin, 9);
  const [last] = await history(admin);
  expect(last).toMatchObject({ before: 7, after: 9, by: { id: admin.id } });
  const json = { change_id: last?.id };
  const reverted = call(admin, contract.revertSetting, { ...attempts, json });
  expect(await itemOf(reverted)).toMatchObject({ value: 7 });
  const reset = await itemOf(call(admin, contract.resetSetting, attempts));
  expect(reset).toMatchObject({ value: 5, is_default: true, updated_by: null });
  expect((await history(admin))[0]).toMatchObject({ before: 7, after: 5 });
  const foreign = { param: { category: "SECURITY", key: "lock_minutes" }, json };
  expect(await codeOf(await call(admin, contract.revertSetting, foreign))).toBe("SETTING_001");
});

test("what the operator pinned is not changed; what is secret is shown nowhere", async () => {
  const admin = await provedAdmin();
  await setSettings({ max_login_attempts: 6 }, { isEditable: false });
  expect(await codeOf(await set(admin, 7))).toBe("SETTING_003");
  expect(await codeOf(await call(admin, contract.resetSetting, attempts))).toBe("SETTING_003");
  await setSettings({ max_login_attempts: 6 }, { isSecret: true });
  expect(await itemOf(set(admin, 11))).toMatchObject({ value: "***", is_secret: true });
  const [last] = await history(admin);
  expect(last).toMatchObject({ before: "***", after: "***" });
  const revert = { ...attempts, json: { change_id: last?.id } };
  expect(await codeOf(await call(admin, contract.revertSetting, revert))).toBe("SETTING_003");
  expect((await readSettings(env)).max_login_attempts).toBe(11);
});

test("critical settings want the second factor, and a person", async () => {
  const plain = await signUp("admin");
  const wish = { param: { category: "SECURITY", key: "require_2fa" }, json: { value: true } };
  expect(await codeOf(await call(plain, contract.updateSetting, wish))).toBe("AUTH_009");
  const { api_key } = await makeKey(await provedAdmin(), { permissions: ["admin"] });
  const byKey = (key: string, value: unknown) =>
    request("PATCH", `/api/v1/admin/settings/SECURITY/${key}`, {
      json: { value },
      headers: { "x-api-key": api_key },
    });
  expect(await codeOf(await byKey("require_2fa", true))).toBe("KEY_002");
  expect((await readSettings(env)).require_2fa).toBe(false);
});

test("neither a key nor a browser left open loosens how people come in, or what they may use (T-19)", async () => {
  const admin = await provedAdmin();
  const { api_key } = await makeKey(await provedAdmin(), { permissions: ["admin"] });
  await db.update(userSession).set({ provedAt: null }).where(eq(userSession.userId, admin.id));
  for (const [category, key, value] of [
    ["SECURITY", "max_login_attempts", 20],
    ["SECURITY", "second_factor_grace_days", 90],
    ["SECURITY", "api_key_max_days", 3650],
    ["GENERAL", "session_timeout_minutes", 1440],
    ["GENERAL", "user_monthly_budget_usd", 9000],
    ["GENERAL", "max_projects", null],
    ["GENERAL", "user_models", []],
  ] as const) {
    const byKey = await request("PATCH", `/api/v1/admin/settings/${category}/${key}`, {
      json: { value },
      headers: { "x-api-key": api_key },
    });
    const param = { category, key };
    const open = await call(admin, contract.updateSetting, { param, json: { value } });
    expect([key, await codeOf(byKey), await codeOf(open)]).toEqual([key, "KEY_002", "AUTH_010"]);
  }
});

test("how long data is kept asks for a proof, whichever way it is asked", async () => {
  const admin = await provedAdmin();
  await db.update(userSession).set({ provedAt: null }).where(eq(userSession.userId, admin.id));
  const param = { category: "MAINTENANCE", key: "activity_days" };
  const unproved = await call(admin, contract.updateSetting, { param, json: { value: 7 } });
  expect(await codeOf(unproved)).toBe("AUTH_010");
  const { api_key } = await makeKey(await provedAdmin(), { permissions: ["admin"] });
  const byKey = await request("PATCH", "/api/v1/admin/settings/MAINTENANCE/bin_days", {
    json: { value: 1 },
    headers: { "x-api-key": api_key },
  });
  expect(await codeOf(byKey)).toBe("KEY_002");
});

test("who is an administrator for a day closes and opens the site, and changes no other setting", async () => {
  const elevated = await elevate(await proveFactor(await signUp("user")));
  for (const [key, value] of [
    ["require_2fa", true],
    ["ip_whitelist", ["127.0.0.1", "::1"]],
    ["ip_whitelist_scope", "all"],
  ] as const) {
    expect([key, await codeOf(await set(elevated, value, { key }))]).toEqual([key, "AUTH_004"]);
  }
  const listed = (await (await call(elevated, contract.listSettings)).json()) as {
    categories: Record<string, SettingItem[]>;
  };
  for (const { category, key, group, value } of Object.values(listed.categories).flat()) {
    const json = { value };
    const answer = await call(elevated, contract.updateSetting, { param: { category, key }, json });
    const opens = group === "maintenance" || group === "plan";
    const told = opens ? answer.status : await codeOf(answer);
    expect([key, told]).toEqual([key, opens ? 200 : "AUTH_004"]);
  }
});

test("what an administrator for a day closes by hand opens when that ends; beside a plan they close nothing", async () => {
  const elevated = await elevate(await proveFactor(await signUp("user")));
  const lasting = await provedAdmin();
  const close = (who: Person, json: object = {}) => call(who, enableMaintenance, { json });
  const closed = async (answer: Response) => {
    const { active, ends_at } = (await answer.json()) as Maintenance;
    return [active, ends_at === null ? null : Math.round((Date.parse(ends_at) - now) / minute)];
  };
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * minute).toISOString();
  const openAgain = () =>
    clearSettings("maintenance_mode", "maintenance_starts_at", "maintenance_ends_at");
  try {
    // Their hour (`elevate`) is over in 60 minutes.
    expect(await closed(await close(elevated))).toEqual([true, 60]);
    const setTo = (key: string, value: unknown) =>
      call(elevated, contract.updateSetting, {
        param: { category: "MAINTENANCE", key },
        json: { value },
      });
    expect(await codeOf(await setTo("maintenance_ends_at", null))).toBe("AUTH_004");
    expect(await codeOf(await close(elevated, { ends_at: at(61) }))).toBe("AUTH_004");
    expect(await closed(await close(elevated, { ends_at: at(30) }))).toEqual([true, 30]);
    await openAgain();
    expect(await codeOf(await setTo("maintenance_mode", true))).toBe("AUTH_004");
    // What a lasting one closed stays as it is, and they open it.
    expect(await closed(await close(lasting))).toEqual([true, null]);
    expect(await closed(await close(elevated))).toEqual([true, null]);
    expect((await call(elevated, disableMaintenance)).status).toBe(200);
    await setSettings({ maintenance_starts_at: at(600), maintenance_ends_at: at(700) });
    expect(await codeOf(await close(elevated))).toBe("AUTH_004");
    expect(await closed(await close(lasting))).toEqual([true, null]);
    expect((await call(elevated, disableMaintenance)).status).toBe(200);
  } finally {
    await openAgain();
  }
});

test("how long data is kept changes only as its author has read it, and a default only once", async () => {
  const admin = await provedAdmin();
  const policy = (json: object) => call(admin, setRetentionPolicy, { json });
  const shown = { activity_logs_days: 90 };
  const answers = await Promise.all(
    [60, 70].map((days) => policy({ activity_logs_days: days, shown })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  const late = await policy({ activity_logs_days: 80, shown });
  expect(await codeOf(late)).toBe("SETTING_005");
  const reset = (tag: string) =>
    request("DELETE", "/api/v1/admin/settings/MAINTENANCE/activity_days", {
      as: admin,
      headers: { "if-match": tag },
    });
  expect(await codeOf(await reset('"0"'))).toBe("SETTING_005");
});
