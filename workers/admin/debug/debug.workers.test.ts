import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import * as contract from "#contract/admin-debug";
import type { DebugEntry, DebugScope } from "#contract/admin-debug";
import { debugEntry, debugScope } from "../../auth/debug/debug.sql.ts";
import { endDebug } from "../../auth/debug/end-debug.ts";
import { storeEntries } from "../../auth/debug/record.ts";
import { openDb } from "../../platform/db.ts";
import { connect, script, settle } from "../../testing/chat.ts";
import { listProjects } from "../../testing/contract.ts";
import { call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { calls, say } from "../../testing/script.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);

async function enable(admin: Person, json: Record<string, unknown>): Promise<DebugScope> {
  const answer = await call(admin, contract.enableDebug, { json });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.json();
}

async function entriesOf(admin: Person, id: string): Promise<DebugEntry[]> {
  const answer = await call(admin, contract.listDebugEntries, { param: { id } });
  return ((await answer.json()) as { items: DebugEntry[] }).items;
}

test("one person's requests are recorded, with what they waited for, and nobody else's (SA-042)", async () => {
  const [admin, person, other] = [await provedAdmin(), await signUp("user"), await signUp("user")];
  const scope = await enable(admin, { user_id: person.id, level: "DEBUG", minutes: 10 });
  await call(person, listProjects);
  await call(other, listProjects);
  const entries = await entriesOf(admin, scope.id);
  const requests = entries.filter((entry) => entry.event === "request");
  expect(requests.map((entry) => entry.fields)).toEqual([
    { method: "GET", path: "/api/v1/projects", status: 200, error_code: null },
  ]);
  expect(entries.some((entry) => entry.event === "query" && entry.ms !== null)).toBe(true);
  const status = await request("GET", "/api/v1/auth/status", { as: person });
  expect(await status.json()).toMatchObject({ me: { watched_until: scope.expires_at } });
  const file = await call(admin, contract.exportDebugEntries, { param: { id: scope.id } });
  const lines = (await file.text()).trim().split("\n");
  expect(lines.length).toBeGreaterThanOrEqual(entries.length);
  expect(JSON.parse(lines[0] ?? "")).toHaveProperty("event");
});

test("it takes a fresh proof, names one person or one chat, and lasts an hour at most", async () => {
  const [unproved, admin, person] = [
    await signUp("admin"),
    await provedAdmin(),
    await signUp("user"),
  ];
  await env.DB.prepare("UPDATE user_session SET proved_at = 0 WHERE user_id = ?")
    .bind(unproved.id)
    .run();
  const json = { user_id: person.id };
  expect(await codeOf(await call(unproved, contract.enableDebug, { json }))).toBe("AUTH_010");
  for (const wrong of [
    {},
    { user_id: person.id, session_id: person.id },
    { user_id: person.id, minutes: 61 },
  ]) {
    const answer = await call(admin, contract.enableDebug, { json: wrong });
    expect(await codeOf(answer)).toBe("REQUEST_001");
  }
});

test("enabled again it is another scope; disabled, nothing is recorded any more", async () => {
  const [admin, person] = [await provedAdmin(), await signUp("user")];
  const first = await enable(admin, { user_id: person.id });
  const second = await enable(admin, { user_id: person.id, level: "WARNING" });
  await call(person, listProjects);
  await request("GET", "/api/v1/projects/not-an-id", { as: person });
  expect(await entriesOf(admin, first.id)).toEqual([]);
  expect(await entriesOf(admin, second.id)).toMatchObject([
    { level: "WARNING", fields: { status: 400 } },
  ]);
  await call(admin, contract.disableDebug, { json: { id: second.id } });
  await request("GET", "/api/v1/projects/not-an-id", { as: person });
  expect(await entriesOf(admin, second.id)).toHaveLength(1);
});

test("steps of one chat are recorded without a word of what was said", async () => {
  const admin = await provedAdmin();
  const { person, session } = await settle({ files: { "a.txt": "the secret plan" } });
  const scope = await enable(admin, { session_id: session, level: "INFO" });
  const { marker } = await script([
    calls(["Read", { file_path: "/workspace/a.txt" }]),
    say("a confidential answer"),
  ]);
  await call(person, listProjects);
  const client = await connect(person, session);
  await client.say(`${marker} a private question`);
  await client.rest();
  await expect
    .poll(async () => (await entriesOf(admin, scope.id)).map((entry) => entry.event).sort())
    .toEqual(expect.arrayContaining(["decision", "model", "model", "tool"]));
  const entries = await entriesOf(admin, scope.id);
  const of = (event: string) => entries.filter((entry) => entry.event === event);
  expect(of("tool")).toMatchObject([{ fields: { tool: "Read", failed: false } }]);
  expect(of("decision")).toMatchObject([{ fields: { tool: "Read", verdict: "allow" } }]);
  expect(of("request").every((entry) => JSON.stringify(entry).includes(session.slice(5)))).toBe(
    true,
  );
  expect(JSON.stringify(entries)).not.toMatch(/secret plan|confidential|private question/);
});

test("secrets are masked, and a full scope takes nothing more", async () => {
  const [admin, person] = [await provedAdmin(), await signUp("user")];
  const { id } = await enable(admin, { user_id: person.id });
  const entry = {
    at: Date.now(),
    level: "INFO" as const,
    event: "request",
    requestId: null,
    ms: 1,
    fields: { api_key: "sk_live_x", path: "/x" },
  };
  await storeEntries(env.DB, id, [entry]);
  expect((await entriesOf(admin, id))[0]?.fields).toEqual({ api_key: "***", path: "/x" });
  await db.update(debugScope).set({ entries: 4999 }).where(eq(debugScope.id, id));
  await storeEntries(env.DB, id, [entry, entry]);
  expect(await entriesOf(admin, id)).toHaveLength(1);
});

test("it ends by itself, and a day later what it recorded is gone", async () => {
  const [admin, person] = [await provedAdmin(), await signUp("user")];
  const { id } = await enable(admin, { user_id: person.id, minutes: 1 });
  await call(person, listProjects);
  await db
    .update(debugScope)
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where(eq(debugScope.id, id));
  await call(person, listProjects);
  expect(await entriesOf(admin, id)).toHaveLength(1);
  await endDebug(env, Date.now());
  const [scope] = await db.select().from(debugScope).where(eq(debugScope.id, id));
  expect(scope?.endedAt).not.toBeNull();
  await db
    .update(debugScope)
    .set({ endedAt: new Date(Date.now() - 25 * 3_600_000), enabledAt: new Date(0) })
    .where(eq(debugScope.id, id));
  await endDebug(env, Date.now());
  const left = await db.select().from(debugEntry).where(eq(debugEntry.scopeId, id));
  expect(left).toEqual([]);
  const gone = await call(admin, contract.listDebugEntries, { param: { id } });
  expect(await codeOf(gone)).toBe("SECURITY_004");
});
