import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { updateSetting } from "#contract/admin-setting";
import type { ErrorBody } from "#contract/errors";
import type { Maintenance } from "#contract/maintenance";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { SettingKey } from "../../settings/schema.ts";
import { makeKey } from "../../testing/keys.ts";
import { call, codeOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { proveFactor, provedAdmin } from "../../testing/step-up.ts";

const maintenanceKeys = [
  "maintenance_mode",
  "maintenance_message",
  "maintenance_message_en",
  "allow_admin_access",
  "maintenance_starts_at",
  "maintenance_ends_at",
] as const;

afterEach(() =>
  clearSettings(
    ...maintenanceKeys,
    "ip_whitelist",
    "ip_whitelist_scope",
    "require_2fa",
    "second_factor_grace_days",
  ),
);

const get = (path: string, who: Person | null, ip?: string, site?: Partial<Env>) =>
  request("GET", path, {
    as: who,
    headers: ip === undefined ? {} : { "cf-connecting-ip": ip },
    ...(site ? { env: site } : {}),
  });

const errorOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error;

describe("the list of addresses (T-25)", () => {
  const set = (who: Person, key: SettingKey, value: unknown, ip: string) =>
    request("PATCH", `/api/v1/admin/settings/SECURITY/${key}`, {
      as: who,
      json: { value },
      headers: { "cf-connecting-ip": ip },
    });

  test("ranges of both kinds are kept in one spelling; what is none is named", async () => {
    const admin = await provedAdmin();
    const list = ["10.1.2.3/8", " 2001:DB8:0::/32 ", "::ffff:192.0.2.7", "10.0.0.0/8"];
    const answer = await set(admin, "ip_whitelist", list, "192.0.2.7");
    expect(await answer.json()).toMatchObject({
      value: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"],
    });
    const bad = await errorOf(await set(admin, "ip_whitelist", ["10.0.0.0/33"], "192.0.2.7"));
    expect(bad).toMatchObject({ code: "SETTING_002" });
    expect(bad.issues?.[0]?.message).toContain("10.0.0.0/33");
  });

  test("nobody shuts themselves out, by the list or by its scope", async () => {
    const admin = await provedAdmin();
    const refused = await set(admin, "ip_whitelist", ["10.0.0.0/8"], "192.0.2.7");
    expect([refused.status, await codeOf(refused)]).toEqual([409, "SETTING_004"]);
    // A mapped address is the one it carries.
    const own = await set(admin, "ip_whitelist", ["192.0.2.0/24"], "::ffff:192.0.2.7");
    expect(own.status).toBe(200);
    expect((await set(admin, "ip_whitelist_scope", "all", "192.0.2.9")).status).toBe(200);
  });

  test("of a list and its scope changed at once by two, neither shuts the other out", async () => {
    const [a, b] = [await provedAdmin(), await provedAdmin()];
    const answers = await Promise.all([
      set(a, "ip_whitelist", ["192.0.2.0/24"], "192.0.2.7"),
      set(b, "ip_whitelist_scope", "all", "198.51.100.9"),
    ]);
    const { ip_whitelist, ip_whitelist_scope } = await readSettings(env);
    expect(ip_whitelist_scope === "all" && ip_whitelist.length > 0).toBe(false);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("the console alone is guarded by default; the whole site, keys and sign-in too, on wish", async () => {
    const admin = await provedAdmin();
    const { api_key } = await makeKey(admin, { permissions: ["read"] });
    const [inside, outside] = ["192.0.2.7", "198.51.100.1"];
    await setSettings({ ip_whitelist: ["192.0.2.0/24"] });
    expect(await codeOf(await get("/api/v1/admin/settings", admin, outside))).toBe("AUTH_021");
    expect((await get("/api/v1/admin/settings", admin, inside)).status).toBe(200);
    expect((await get("/api/v1/projects", admin, outside)).status).toBe(200);
    await setSettings({ ip_whitelist_scope: "all" });
    const byKey = (ip: string) =>
      request("GET", "/api/v1/projects", {
        headers: { "x-api-key": api_key, "cf-connecting-ip": ip },
      });
    expect(await codeOf(await byKey(outside))).toBe("AUTH_021");
    expect((await byKey(inside)).status).toBe(200);
    const signIn = await request("POST", "/api/v1/auth/login", {
      json: { email: admin.email, password },
      headers: { "cf-connecting-ip": outside },
    });
    expect(await codeOf(signIn)).toBe("AUTH_021");
    const socket = await request("GET", `/ws/chat/${crypto.randomUUID()}`, {
      as: admin,
      headers: { upgrade: "websocket", "cf-connecting-ip": outside },
    });
    expect(await codeOf(socket)).toBe("AUTH_021");
    expect((await get("/api/health", null, outside)).status).toBe(200);
  });

  test("the operator's variable opens the door again", async () => {
    const admin = await provedAdmin();
    await setSettings({ ip_whitelist: ["192.0.2.0/24"], ip_whitelist_scope: "all" });
    const site = { IP_WHITELIST_OFF: "true" };
    expect((await get("/api/v1/admin/settings", admin, "198.51.100.1", site)).status).toBe(200);
  });
});

describe("maintenance (T-26)", () => {
  const enable = (who: Person, json: Record<string, unknown> = {}) =>
    request("POST", "/api/v1/admin/settings/maintenance/enable", { as: who, json });
  const disable = (who: Person, query = "") =>
    request("POST", `/api/v1/admin/settings/maintenance/disable${query}`, { as: who });
  const callOff = (who: Person) => disable(who, "?call_off=true");

  test("people and keys get 503 with when to come back; administrators, health and sign-in go on", async () => {
    const [admin, person] = [await provedAdmin(), await signUp("user")];
    const { api_key } = await makeKey(admin, { permissions: ["read", "admin"] });
    const ends_at = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await enable(admin, { message: "作業中", message_en: "At work", ends_at });
    expect(await answer.json()).toMatchObject({ active: true, ends_at, message: "At work" });
    const refused = await get("/api/v1/projects", person);
    expect(refused.status).toBe(503);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(3500);
    expect(wait).toBeLessThanOrEqual(3600);
    expect(await errorOf(refused)).toMatchObject({
      code: "SERVER_004",
      details: { ends_at, messages: { ja: "作業中", en: "At work" } },
    });
    const byKey = await request("GET", "/api/v1/projects", { headers: { "x-api-key": api_key } });
    expect(byKey.status).toBe(503);
    expect((await get("/api/v1/projects", null)).status).toBe(503);
    expect((await get("/api/v1/projects", admin)).status).toBe(200);
    expect((await get("/api/health", null)).status).toBe(200);
    expect((await get("/api/v1/auth/status", person)).status).toBe(200);
    expect(await signUp("user")).toBeTruthy();
    expect((await request("POST", "/api/v1/auth/guest", { json: {} })).status).toBe(503);
    expect(await (await get("/api/v1/maintenance", null)).json()).toMatchObject({ active: true });
    expect(await (await disable(admin)).json()).toMatchObject({ active: false, ends_at: null });
    expect((await get("/api/v1/projects", person)).status).toBe(200);
  });

  test("without access for administrators they still sign in, prove themselves, and open the site", async () => {
    const admin = await provedAdmin();
    await enable(admin, { allow_admin_access: false });
    expect((await get("/api/v1/projects", admin)).status).toBe(503);
    expect((await get("/api/v1/admin/users", admin)).status).toBe(503);
    const other = await signUp("admin");
    expect((await get("/api/v1/admin/settings", other)).status).toBe(200);
    expect((await get("/api/v1/account/second-factors", other)).status).toBe(200);
    const stepUp = await request("POST", "/api/v1/auth/step-up", {
      as: other,
      json: { method: "password", password },
    });
    expect(stepUp.status).toBeLessThan(300);
    expect((await disable(other)).status).toBe(200);
    expect((await get("/api/v1/projects", other)).status).toBe(200);
  });

  test("a planned time closes and opens the site by itself, and can be called off", async () => {
    const [admin, person] = [await provedAdmin(), await signUp("user")];
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const plan = { starts_at: at(60), ends_at: at(120) };
    expect(await (await enable(admin, plan)).json()).toMatchObject({ active: false, ...plan });
    expect((await get("/api/v1/projects", person)).status).toBe(200);
    await setSettings({ maintenance_starts_at: at(-60), maintenance_ends_at: at(60) });
    expect((await get("/api/v1/projects", person)).status).toBe(503);
    await setSettings({ maintenance_starts_at: at(-60), maintenance_ends_at: at(-1) });
    expect((await get("/api/v1/projects", person)).status).toBe(200);
    await enable(admin, plan);
    expect(await (await callOff(admin)).json()).toMatchObject({ starts_at: null, ends_at: null });
    await enable(admin, plan);
    // Closed by hand, it is not known until when; the plan stays.
    expect(await (await enable(admin)).json()).toMatchObject({ active: true, ends_at: null });
    expect((await get("/api/v1/projects", person)).headers.get("retry-after")).toBe("300");
    expect(await (await enable(admin, plan)).json()).toMatchObject({ active: true });
    expect(await (await disable(admin)).json()).toMatchObject({ active: false, ...plan });
    // Sent again, it is no calling off.
    expect(await (await disable(admin)).json()).toMatchObject({ active: false, ...plan });
    const backwards = await enable(admin, { starts_at: at(120), ends_at: at(60) });
    expect(await codeOf(backwards)).toBe("SETTING_002");
    expect(await codeOf(await enable(admin, { ends_at: at(-1) }))).toBe("SETTING_002");
  });

  test("who saw another state opens, closes and calls off nothing", async () => {
    const admin = await provedAdmin();
    const seen = async () =>
      ((await (await get("/api/v1/maintenance", null)).json()) as Maintenance).version;
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const stale = await seen();
    const plan = { starts_at: at(60), ends_at: at(120) };
    expect((await enable(admin, { ...plan, version: stale })).status).toBe(200);
    const planned = await seen();
    expect(await codeOf(await enable(admin, { version: stale }))).toBe("EDIT_001");
    expect(await codeOf(await disable(admin, `?version=${stale}&call_off=true`))).toBe("EDIT_001");
    await enable(admin);
    // Closed just now by somebody else: calling off what was planned does not open it.
    expect(await codeOf(await disable(admin, `?version=${planned}`))).toBe("EDIT_001");
    expect(await (await callOff(admin)).json()).toMatchObject({ active: true });
    expect(await (await disable(admin)).json()).toMatchObject({ active: false, starts_at: null });
    // A plan that has begun is none to call off.
    await setSettings({ maintenance_starts_at: at(-1), maintenance_ends_at: at(60) });
    expect(await codeOf(await callOff(admin))).toBe("EDIT_001");
    expect((await disable(admin, `?version=${await seen()}`)).status).toBe(200);
    expect(await readSettings(env)).toMatchObject({ maintenance_starts_at: null });
  });

  test("an end moves what is closed now, and takes no plan along", async () => {
    const admin = await provedAdmin();
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const plan = { starts_at: at(60), ends_at: at(120) };
    await enable(admin, plan);
    expect(await codeOf(await enable(admin, { ends_at: at(30) }))).toBe("SETTING_002");
    expect(await readSettings(env)).toMatchObject({
      maintenance_mode: false,
      maintenance_starts_at: plan.starts_at,
    });
    // Said so, it is called off.
    const instead = { starts_at: null, ends_at: at(30) };
    expect(await (await enable(admin, instead)).json()).toMatchObject({ active: true, ...instead });
    const later = at(45);
    expect(await (await enable(admin, { ends_at: later })).json()).toMatchObject({
      ends_at: later,
    });
    expect(await (await enable(admin)).json()).toMatchObject({ ends_at: later });
    expect(await codeOf(await enable(admin, plan))).toBe("SETTING_002");
    await disable(admin);
    // One that runs goes on, opens at the new end, and stays the plan it was.
    const begun = at(-1);
    await setSettings({ maintenance_starts_at: begun, maintenance_ends_at: at(10) });
    expect(await (await enable(admin, { ends_at: later })).json()).toMatchObject({
      active: true,
      starts_at: begun,
      ends_at: later,
    });
    expect(await readSettings(env)).toMatchObject({ maintenance_mode: false });
    // Nothing opens it by planning another.
    await enable(admin, { ends_at: null });
    expect(await codeOf(await enable(admin, plan))).toBe("SETTING_002");
    // Kept closed by hand beyond its plan, it has an end where somebody sets one.
    const byHand = await enable(admin, { starts_at: null });
    expect(await byHand.json()).toMatchObject({ active: true, ends_at: null });
    const bounded = await enable(admin, { ends_at: later });
    expect(await bounded.json()).toMatchObject({ active: true, starts_at: null, ends_at: later });
  });

  test("only who names its end takes the end of what is closed now: no text, and no switch", async () => {
    const [admin, person] = [await provedAdmin(), await signUp("user")];
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const runs = { starts_at: at(-1), ends_at: at(60) };
    const set = (key: string, value: unknown) =>
      call(admin, updateSetting, { param: { category: "MAINTENANCE", key }, json: { value } });
    await setSettings({ maintenance_starts_at: runs.starts_at, maintenance_ends_at: runs.ends_at });
    const worded = await enable(admin, { message: "延長なし", allow_admin_access: true });
    expect(await worded.json()).toMatchObject({ active: true, ...runs, message: "延長なし" });
    const again = await enable(admin, { starts_at: runs.starts_at });
    expect(await again.json()).toMatchObject(runs);
    expect(await codeOf(await set("maintenance_mode", true))).toBe("SETTING_002");
    expect(await readSettings(env)).toMatchObject({ maintenance_mode: false });
    const wait = (await get("/api/v1/projects", person)).headers.get("retry-after");
    expect(Number(wait)).toBeGreaterThan(3500);
    // By hand from now on, and until then.
    const { ends_at } = runs;
    const taken = await enable(admin, { starts_at: null });
    expect(await taken.json()).toMatchObject({ active: true, starts_at: null, ends_at });
    expect(await codeOf(await set("maintenance_starts_at", at(30)))).toBe("SETTING_002");
    expect(await (await enable(admin, { ends_at: null })).json()).toMatchObject({ ends_at: null });
  });

  test("a site without sign-in is opened again, too", async () => {
    const site = { ENABLE_AUTH: "false", SINGLE_USER_ACKNOWLEDGED: "true" };
    await setSettings({ maintenance_mode: true, allow_admin_access: false });
    const local = { site: "http://localhost", env: site };
    expect((await request("GET", "/api/v1/projects", local)).status).toBe(503);
    const path = "/api/v1/admin/settings/maintenance/disable";
    expect((await request("POST", path, local)).status).toBe(200);
    expect((await request("GET", "/api/v1/projects", local)).status).toBe(200);
  });
});

test("asked for a second factor at once, an administrator without one may still set it up (T-27)", async () => {
  const [first, second] = [await provedAdmin(), await signUp("admin")];
  const grace = { param: { category: "SECURITY", key: "second_factor_grace_days" } };
  await call(first, updateSetting, { ...grace, json: { value: 0 } });
  const require2fa = { param: { category: "SECURITY", key: "require_2fa" } };
  expect((await call(second, updateSetting, { ...require2fa, json: { value: true } })).status).toBe(
    403,
  );
  expect((await call(first, updateSetting, { ...require2fa, json: { value: true } })).status).toBe(
    200,
  );
  expect((await readSettings(env)).require_2fa).toBe(true);
  expect(await codeOf(await get("/api/v1/admin/settings", second))).toBe("AUTH_009");
  expect((await get("/api/v1/account/second-factors", second)).status).toBe(200);
  await proveFactor(second);
  expect((await get("/api/v1/admin/settings", second)).status).toBe(200);
});
