import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { updateSetting } from "#contract/admin-setting";
import type { ErrorBody } from "#contract/errors";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { SettingKey } from "../../settings/schema.ts";
import { makeKey } from "../../testing/keys.ts";
import { call, codeOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { proveFactor, provedAdmin } from "../../testing/step-up.ts";

afterEach(() =>
  clearSettings("ip_whitelist", "ip_whitelist_scope", "require_2fa", "second_factor_grace_days"),
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
