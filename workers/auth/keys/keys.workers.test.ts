import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  createApiKey,
  listApiKeys,
  revokeAllApiKeys,
  revokeApiKey,
  revokeUserKey,
  updateApiKey,
} from "#contract/api-key";
import { listNotices } from "#contract/notice";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { sha256Hex } from "../../platform/hash.ts";
import { forgetProof } from "../../testing/factors.ts";
import { makeKey, withKey, type MadeKey } from "../../testing/keys.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
import { elevate } from "../../testing/step-up.ts";
import { endLogin, findLoginById } from "../logins.ts";
import { userSession } from "../user-session.sql.ts";
import { apiKey } from "./api-key.sql.ts";
import { createKey } from "./service.ts";

const db = openDb(env.DB);
const rowOf = (id: string) => db.select().from(apiKey).where(eq(apiKey.id, id)).get();
const listOf = async (person: Awaited<ReturnType<typeof signUp>>) =>
  (await (await call(person, listApiKeys)).json()) as { items: MadeKey[]; max_days: number };

test("the secret is in the answer and nowhere else; only its SHA-256 is kept (T-19)", async () => {
  const person = await signUp("user");
  const made = await makeKey(person, { name: "CI" });
  expect(made.hint).toBe(`sk_live_…${made.api_key.slice(-4)}`);
  const row = await rowOf(made.id);
  expect(row?.keyHash).toBe(await sha256Hex(made.api_key));
  const secret = made.api_key.slice(8, -6);
  const audit = await db.select().from(auditLog).where(eq(auditLog.resourceId, made.id));
  const notices = await (await call(person, listNotices)).text();
  expect(audit.map((one) => [one.eventType, one.action, one.userId])).toEqual([
    ["SECURITY", "CREATE", person.id],
  ]);
  expect(notices).toContain("api_key_created");
  for (const kept of [row, audit, await listOf(person), notices]) {
    expect(JSON.stringify(kept)).not.toContain(secret);
  }
});

test("a key lives as long as the site allows: by default, and at most", async () => {
  const person = await signUp("user");
  const { max_days } = await listOf(person);
  const made = await makeKey(person);
  expect(Math.round((Date.parse(made.expires_at ?? "") - Date.now()) / day)).toBe(max_days);
  const json = { name: "x", permissions: ["read"], expires_in_days: max_days + 1 };
  const refused = await call(person, createApiKey, { json });
  expect([refused.status, await codeOf(refused)]).toEqual([400, "REQUEST_001"]);
});

test("of ten keys asked for at once a person gets five (U-055)", async () => {
  const person = await signUp("user");
  const json = { name: "race", permissions: ["read"] };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call(person, createApiKey, { json })),
  );
  const statuses = answers.map((answer) => answer.status).sort();
  expect(statuses).toEqual([...Array(5).fill(201), ...Array(5).fill(409)]);
  const refused = answers.find((answer) => answer.status === 409);
  expect(refused && (await codeOf(refused))).toBe("KEY_004");
  const rows = await db.select().from(apiKey).where(eq(apiKey.userId, person.id));
  expect(rows).toHaveLength(5);
  const audit = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.userId, person.id), eq(auditLog.action, "CREATE")));
  expect(audit).toHaveLength(5);
});

test("keys that ended make room for new ones", async () => {
  const person = await signUp("user");
  const keys = [];
  for (let count = 0; count < 5; count++) keys.push(await makeKey(person));
  await call(person, revokeApiKey, { param: { id: keys[0]!.id } });
  await db
    .update(apiKey)
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where(eq(apiKey.id, keys[1]!.id));
  await makeKey(person);
  await makeKey(person);
  await expect(makeKey(person)).rejects.toThrow("KEY_004");
  const statuses = (await listOf(person)).items.map((one) => one.status).sort();
  expect(statuses).toEqual([...Array(5).fill("active"), "expired", "revoked"]);
});

test("the admin scope is for administrators' keys", async () => {
  const json = { name: "x", permissions: ["read", "admin"] };
  const refused = await call(await signUp("user"), createApiKey, { json });
  expect([refused.status, await codeOf(refused)]).toEqual([403, "KEY_002"]);
  const made = await makeKey(await signUp("admin"), { permissions: ["read", "admin", "admin"] });
  expect(made.permissions).toEqual(["read", "admin"]);
});

test("what is no address is refused by its place in the list; the rest has one spelling each", async () => {
  const person = await signUp("user");
  const list = ["2001:DB8:0::1/32", "192.0.2.9/24", "::ffff:192.0.2.200/120"];
  const made = await makeKey(person, { allowed_addresses: list });
  expect(made.allowed_addresses).toEqual(["2001:db8::/32", "192.0.2.0/24"]);
  const json = { name: "x", permissions: ["read"], allowed_addresses: ["::1", "10.0.0.0/33"] };
  const refused = await call(person, createApiKey, { json });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("json.allowed_addresses.1");
});

test("a limit whose name is misspelt is refused: it would be none (D-15)", async () => {
  const person = await signUp("user");
  const json = { name: "slip", permissions: ["read"], limits: { messages_per_hour: 3 } };
  const refused = await call(person, createApiKey, { json });
  expect(refused.status).toBe(400);
});

test("somebody else's key cannot be revoked, nor one twice", async () => {
  const [owner, stranger] = [await signUp("user"), await signUp("admin")];
  const { id, api_key } = await makeKey(owner);
  const foreign = await call(stranger, revokeApiKey, { param: { id } });
  expect([foreign.status, await codeOf(foreign)]).toEqual([404, "KEY_005"]);
  expect((await withKey(api_key, "GET", "/api/v1/projects")).status).toBe(200);
  expect((await call(owner, revokeApiKey, { param: { id } })).status).toBe(204);
  expect((await call(owner, revokeApiKey, { param: { id } })).status).toBe(404);
  const audit = await db.select().from(auditLog).where(eq(auditLog.resourceId, id));
  expect(audit.map((row) => row.action)).toEqual(["CREATE", "REVOKE"]);
});

test("who is an administrator for a day takes no lasting one's keys away (U-140)", async () => {
  const by = await elevate(await signUp("user"));
  for (const [role, status] of [
    ["admin", 403],
    ["user", 204],
  ] as const) {
    const owner = await signUp(role);
    const { id: key } = await makeKey(owner);
    const answer = await call(by, revokeUserKey, { param: { id: owner.id, key } });
    expect([role, answer.status]).toEqual([role, status]);
  }
});

test("one action revokes every key of a person, each on record, and nobody else's", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  const keys = [await makeKey(person), await makeKey(person, { name: "second" })];
  const theirs = await makeKey(other);
  const answer = await call(person, revokeAllApiKeys);
  expect(await answer.json()).toEqual({ revoked: 2 });
  for (const { api_key } of keys) {
    expect((await withKey(api_key, "GET", "/api/v1/projects")).status).toBe(401);
  }
  expect((await withKey(theirs.api_key, "GET", "/api/v1/projects")).status).toBe(200);
  const done = and(eq(auditLog.userId, person.id), eq(auditLog.action, "REVOKE"));
  const rows = await db.select().from(auditLog).where(done);
  expect(rows.map((row) => row.resourceId).sort()).toEqual(keys.map(({ id }) => id).sort());
  expect(await (await call(person, revokeAllApiKeys)).json()).toEqual({ revoked: 0 });
  await forgetProof(person);
  expect(await codeOf(await call(person, revokeAllApiKeys))).toBe("AUTH_010");
});

test("who was thrown out a moment ago leaves no key behind", async () => {
  const person = await signUp("user");
  const login = await db.select().from(userSession).where(eq(userSession.userId, person.id)).get();
  const { actor } = await findLoginById(env, login?.id ?? "");
  if (!actor) throw new Error("nobody");
  await runBatch(db, endLogin(db, actor.login_id, "FORCED"));
  const wish = { name: "late", permissions: ["read"], allowed_addresses: [], limits: {} } as const;
  const made = createKey(env, actor, wish as never, { ip: null, userAgent: null });
  await expect(made).rejects.toMatchObject({ code: "AUTH_002" });
  expect(await db.$count(apiKey, eq(apiKey.userId, person.id))).toBe(0);
});

test("a key's own limits are changed by who owns it, at once and on record; the rest stays (D-15)", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  const made = await makeKey(person, { limits: { calls_per_day: 1 } });
  const ask = async () => (await withKey(made.api_key, "GET", "/api/v1/projects")).status;
  expect([await ask(), await ask()]).toEqual([200, 429]);
  const param = { id: made.id };
  const json = { name: "CI", limits: { calls_per_day: 3 } };
  expect(await codeOf(await call(other, updateApiKey, { param, json }))).toBe("KEY_005");
  const changed = await call(person, updateApiKey, { param, json });
  expect(await changed.json()).toMatchObject({ ...json, permissions: made.permissions });
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  const audit = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, made.id), eq(auditLog.action, "UPDATE")));
  expect(audit).toMatchObject([
    { userId: person.id, oldValue: { limits: { calls_per_day: 1 } }, newValue: json },
  ]);
  const none = await call(person, updateApiKey, {
    param,
    json: { limits: { calls_per_day: null } },
  });
  expect(await none.json()).toMatchObject({ name: "CI", limits: {} });
  expect(await ask()).toBe(200);
  await call(person, revokeApiKey, { param });
  expect(await codeOf(await call(person, updateApiKey, { param, json }))).toBe("KEY_005");
});

test("of a key's limits what is not named stays, and null takes one away, also of two at once", async () => {
  const person = await signUp("user");
  const { id } = await makeKey(person, { limits: { calls_per_day: 5 } });
  const change = async (limits: object) => {
    const answer = await call(person, updateApiKey, { param: { id }, json: { limits } });
    return ((await answer.json()) as { limits: unknown }).limits;
  };
  const both = { calls_per_day: 5, monthly_budget_micro_usd: 1_000_000 };
  expect(await change({ monthly_budget_micro_usd: 1_000_000 })).toEqual(both);
  expect(await change({})).toEqual(both);
  expect(await change({ calls_per_day: null })).toEqual({ monthly_budget_micro_usd: 1_000_000 });
  await Promise.all([change({ calls_per_day: 7 }), change({ monthly_budget_micro_usd: null })]);
  const kept = await db.select().from(apiKey).where(eq(apiKey.id, id)).get();
  expect(kept?.limits).toEqual({ calls_per_day: 7 });
});
