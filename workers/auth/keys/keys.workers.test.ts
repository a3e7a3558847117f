import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createApiKey, listApiKeys, revokeApiKey } from "#contract/api-key";
import { listNotices } from "#contract/notice";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { sha256Hex } from "../../platform/hash.ts";
import { makeKey, withKey, type MadeKey } from "../../testing/keys.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
import { apiKey } from "./api-key.sql.ts";

const db = openDb(env.DB);
const day = 86_400_000;
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
