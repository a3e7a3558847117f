import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { keyScopeOf, type Endpoint, type KeyScope } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { revokeApiKey } from "#contract/api-key";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { makeKey, withKey } from "../../testing/keys.ts";
import { addressOf, call, codeOf, request, signUp } from "../../testing/people.ts";
import { samples } from "../../testing/samples.ts";
import { accessRequest } from "../../people/requests/access-request.sql.ts";
import { user } from "../user.sql.ts";
import { apiKey } from "./api-key.sql.ts";
import { newKey } from "./key-format.ts";
import { switchOffUnusedKeys } from "./unused.ts";

const db = openDb(env.DB);
const list = "/api/v1/projects";
const row = (id: string) => db.select().from(apiKey).where(eq(apiKey.id, id)).get();
const answer = async (response: Response) =>
  response.status === 200 ? 200 : [response.status, await codeOf(response)];

test("a key reads and writes with X-API-Key or as a Bearer token, without cookie and Origin (U-054)", async () => {
  const { api_key } = await makeKey(await signUp("user"));
  const made = await withKey(api_key, "POST", list, { json: { name: "by key" } });
  expect(made.status).toBe(201);
  const bearer = { authorization: `Bearer ${api_key}` };
  const response = await request("GET", list, {
    headers: { ...bearer, origin: "https://ci.test" },
  });
  expect(await response.text()).toContain("by key");
});

test("a key is never read from the address", async () => {
  const { api_key } = await makeKey(await signUp("user"));
  for (const name of ["api_key", "key", "access_token", "x-api-key", "token"]) {
    const response = await request("GET", `${list}?${name}=${api_key}`);
    expect(await answer(response)).toEqual([401, "AUTH_002"]);
  }
});

test("the key wins over a cookie: what it may not, the cookie beside it does not open", async () => {
  const [keyed, signedIn] = [await signUp("user"), await signUp("user")];
  const { api_key } = await makeKey(keyed, { permissions: ["read"] });
  const headers = { cookie: signedIn.cookie };
  await call(signedIn, allEndpoints.createProject, { json: { name: "of the cookie" } });
  const read = await withKey(api_key, "GET", list, { headers });
  expect(await read.json()).toMatchObject({ items: [] });
  const write = await withKey(api_key, "POST", list, { headers, json: { name: "x" } });
  expect(await answer(write)).toEqual([403, "KEY_002"]);
  expect(await answer(await withKey(newKey(), "GET", list, { headers }))).toEqual([401, "KEY_001"]);
});

test("a wrong, mistyped, expired or revoked key is KEY_001, the mistyped one without a look at D1", async () => {
  const person = await signUp("user");
  const { id, api_key } = await makeKey(person);
  const spy = vi.spyOn(env.DB, "prepare");
  const typo = `${api_key.slice(0, -1)}${api_key.endsWith("x") ? "y" : "x"}`;
  for (const wrong of [typo, "", "sk_live_", "nonsense", `${api_key}${api_key}`]) {
    expect(await answer(await withKey(wrong, "GET", list))).toEqual([401, "KEY_001"]);
  }
  // The site's settings may be due to be read again meanwhile.
  expect(spy.mock.calls.filter(([statement]) => /api_key/.test(statement))).toEqual([]);
  spy.mockRestore();
  expect(await answer(await withKey(newKey(), "GET", list))).toEqual([401, "KEY_001"]);
  await db.update(apiKey).set({ expiresAt: new Date() }).where(eq(apiKey.id, id));
  expect(await answer(await withKey(api_key, "GET", list))).toEqual([401, "KEY_001"]);
  const second = await makeKey(person);
  await call(person, revokeApiKey, { param: { id: second.id } });
  expect(await answer(await withKey(second.api_key, "GET", list))).toEqual([401, "KEY_001"]);
});

test("a key that ended and is still tried is on record, once an hour", async () => {
  const person = await signUp("user");
  const { id, api_key } = await makeKey(person);
  const past = { revokedAt: new Date(), revokedReason: "owner" } as const;
  await db.update(apiKey).set(past).where(eq(apiKey.id, id));
  const headers = { "cf-connecting-ip": "192.0.2.77" };
  for (let n = 0; n < 3; n++) {
    expect((await withKey(api_key, "GET", list, { headers })).status).toBe(401);
  }
  const tried = and(eq(auditLog.resourceId, id), eq(auditLog.action, "KEY_REFUSED"));
  const rows = await db.select().from(auditLog).where(tried);
  expect(rows).toMatchObject([{ userId: person.id, ipAddress: "192.0.2.77", severity: "WARNING" }]);
});

test("a key works from the addresses on its list; from elsewhere it is KEY_003 and on record once an hour", async () => {
  const person = await signUp("user");
  const { id, api_key } = await makeKey(person, {
    allowed_addresses: ["192.0.2.0/24", "2001:db8::/32"],
  });
  const from = async (ip?: string) =>
    answer(await withKey(api_key, "GET", list, ip ? { headers: { "cf-connecting-ip": ip } } : {}));
  for (const ip of ["192.0.2.200", "::ffff:192.0.2.3", "2001:db8:1::5"]) {
    expect(await from(ip)).toBe(200);
  }
  for (const ip of ["192.0.3.1", "192.0.3.1", "2001:db9::1", "nonsense", undefined]) {
    expect(await from(ip)).toEqual([403, "KEY_003"]);
  }
  const spoofed = { "cf-connecting-ip": "192.0.3.1", "x-forwarded-for": "192.0.2.1" };
  expect((await withKey(api_key, "GET", list, { headers: spoofed })).status).toBe(403);
  const audit = await db.select().from(auditLog).where(eq(auditLog.resourceId, id));
  const refused = audit.filter((one) => one.action === "KEY_ADDRESS_REFUSED");
  expect(refused.map((one) => one.ipAddress).sort()).toEqual(
    [null, "192.0.3.1", "2001:db9::1", "nonsense"].sort(),
  );
  const local = await makeKey(person, { allowed_addresses: ["127.0.0.0/8"] });
  expect((await withKey(local.api_key, "GET", list)).status).toBe(200);
});

test.each([
  ["locked", { status: "locked" }, [403, "AUTH_003"]],
  ["disabled", { status: "disabled" }, [401, "KEY_001"]],
  ["suspended", { suspendedUntil: new Date(Date.now() + day) }, [403, "AUTH_011"]],
  ["expired", { expiresAt: new Date(Date.now() - 1) }, [401, "KEY_001"]],
  ["to choose a new password", { mustChangePassword: true }, [403, "AUTH_016"]],
] as const)("the key of somebody %s is refused", async (_what, change, expected) => {
  const person = await signUp("user");
  const { api_key } = await makeKey(person);
  expect((await withKey(api_key, "GET", list)).status).toBe(200);
  await db.update(user).set(change).where(eq(user.id, person.id));
  const refused = await withKey(api_key, "GET", list);
  expect(await codeOf(refused)).toBe(expected[1]);
});

test("last use and its address are written, at most once a minute", async () => {
  const { id, api_key } = await makeKey(await signUp("user"));
  const use = (ip: string) =>
    withKey(api_key, "GET", list, { headers: { "cf-connecting-ip": ip } });
  await use("192.0.2.1");
  const first = await row(id);
  expect(first?.lastUsedIp).toBe("192.0.2.1");
  await use("192.0.2.2");
  expect(await row(id)).toEqual(first);
  await db
    .update(apiKey)
    .set({ lastUsedAt: new Date(Date.now() - 61_000) })
    .where(eq(apiKey.id, id));
  await use("192.0.2.2");
  expect((await row(id))?.lastUsedIp).toBe("192.0.2.2");
});

test("a key unused for 90 days is off at once, and switched off for good by the daily job (U-055)", async () => {
  const person = await signUp("user");
  const [old, young] = [await makeKey(person), await makeKey(person)];
  const used = (id: string, days: number) =>
    db
      .update(apiKey)
      .set({ lastUsedAt: new Date(Date.now() - days * day) })
      .where(eq(apiKey.id, id));
  await used(old.id, 91);
  await used(young.id, 89);
  expect(await answer(await withKey(old.api_key, "GET", list))).toEqual([401, "KEY_001"]);
  const [first, second] = await Promise.all([switchOffUnusedKeys(env), switchOffUnusedKeys(env)]);
  expect(first + second).toBeGreaterThan(0);
  expect(await row(old.id)).toMatchObject({ revokedReason: "unused" });
  expect(await switchOffUnusedKeys(env)).toBe(0);
  expect((await withKey(young.api_key, "GET", list)).status).toBe(200);
  const audit = await db.select().from(auditLog).where(eq(auditLog.resourceId, old.id));
  expect(audit.map((one) => one.action)).toEqual(["CREATE", "KEY_REFUSED", "KEY_UNUSED"]);
  const inbox = await (await call(person, allEndpoints.listNotices)).text();
  expect(inbox).toContain("api_key_unused");
});

test("a key has its owner's own role: an elevation is the person's", async () => {
  const person = await signUp("user");
  const { id, api_key } = await makeKey(person);
  await db
    .update(apiKey)
    .set({ scopes: ["read", "write", "admin"] })
    .where(eq(apiKey.id, id));
  const soon = new Date(Date.now() + day);
  await db.insert(accessRequest).values({
    id: crypto.randomUUID(),
    userId: person.id,
    kind: "elevation",
    status: "approved",
    reason: "for a test of keys",
    endsAt: soon,
    createdAt: new Date(),
  });
  const me = await request("GET", "/api/v1/auth/status", { as: person });
  expect(await me.json()).toMatchObject({ me: { role: "admin" } });
  const users = await withKey(api_key, "GET", "/api/v1/admin/users");
  expect(await codeOf(users)).toBe("AUTH_004");
});

test.each(["/auth/status", "/account"])(
  "a key does not learn from %s whose it is",
  async (path) => {
    const { api_key } = await makeKey(await signUp("user"));
    expect(await codeOf(await withKey(api_key, "GET", `/api/v1${path}`))).toBe("KEY_002");
  },
);

type Name = keyof typeof allEndpoints;
const things = {
  project: crypto.randomUUID(),
  session: crypto.randomUUID(),
  file: "a.txt",
  hash: "0".repeat(64),
};
const scopes: KeyScope[] = ["read", "write", "admin"];
const guarded = (Object.entries(allEndpoints) as [Name, Endpoint][]).filter(
  ([, spec]) => spec.access !== "public" || spec.key === false,
);

describe("scopes, endpoint by endpoint", async () => {
  const admin = await signUp("admin");
  const keys = Object.fromEntries(
    await Promise.all(
      scopes.map(async (scope) => [
        scope,
        (await makeKey(admin, { permissions: [scope] })).api_key,
      ]),
    ),
  ) as Record<KeyScope, string>;

  test.each(guarded)("%s", async (name, spec) => {
    for (const scope of scopes) {
      const sample = samples(things)[name];
      const { status, code } = await withKey(keys[scope], spec.method, addressOf(spec, sample), {
        json: spec.method === "GET" ? undefined : (sample.json ?? {}),
      }).then(async (response) => ({
        status: response.status,
        code: response.status === 403 ? await codeOf(response) : null,
      }));
      if (keyScopeOf(spec) === scope) expect(code, scope).not.toBe("KEY_002");
      else expect([status, code], scope).toEqual([403, "KEY_002"]);
    }
  });
});

test("keys make no keys, whatever their scopes", async () => {
  const { api_key } = await makeKey(await signUp("admin"), {
    permissions: ["read", "write", "admin"],
  });
  const json = { name: "more", permissions: ["read"] };
  const response = await withKey(api_key, "POST", "/api/v1/auth/api-keys", { json });
  expect(await answer(response)).toEqual([403, "KEY_002"]);
});

test("no key is in activity, logs or the record, not even where it was put by mistake", async () => {
  const person = await signUp("user");
  const lines: string[] = [];
  const spies = (["info", "warn", "error", "log"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      lines.push(parts.map(String).join(" "));
    }),
  );
  const sent = vi.spyOn(env.ACTIVITY, "send");
  const { id, api_key } = await makeKey(person);
  await withKey(api_key, "GET", list);
  await withKey(api_key, "GET", `${list}?api_key=${api_key}`);
  await withKey(api_key, "POST", list, { json: { name: 1, api_key } });
  await withKey(`${api_key}x`, "GET", list);
  await withKey(api_key, "GET", `/api/v1/projects/${api_key}`);
  await request("GET", list, { as: person, headers: { "user-agent": `curl ${api_key}` } });
  await request("GET", list, { headers: { authorization: `Bearer ${api_key}` } });
  const events = sent.mock.calls.map(([event]) => event);
  for (const spy of [...spies, sent]) spy.mockRestore();
  expect(events.length).toBeGreaterThan(4);
  expect(lines.length).toBeGreaterThan(4);
  expect(events.filter((event) => "key_id" in event && event.key_id === id).length).toBeGreaterThan(
    2,
  );
  const audit = await db.select().from(auditLog).where(eq(auditLog.userId, person.id));
  for (const kept of [events, lines, audit]) {
    expect(JSON.stringify(kept)).not.toContain(api_key.slice(8, 40));
  }
});
