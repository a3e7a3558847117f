import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { updateSetting } from "#contract/admin-setting";
import type { ErrorBody } from "#contract/errors";
import type { Maintenance } from "#contract/maintenance";
import { readSettings } from "../../settings/read-settings.ts";
import { makeKey } from "../../testing/keys.ts";
import { call, codeOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const maintenanceKeys = [
  "maintenance_mode",
  "maintenance_message",
  "maintenance_message_en",
  "allow_admin_access",
  "maintenance_starts_at",
  "maintenance_ends_at",
] as const;

afterEach(() => clearSettings(...maintenanceKeys));

const get = (path: string, who: Person | null) => request("GET", path, { as: who });

const errorOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error;

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
