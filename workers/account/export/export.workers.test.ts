import { env } from "cloudflare:workers";
import { and, desc, eq, like, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { exportAccount } from "#contract/account";
import { createApiKey } from "#contract/api-key";
import { deleteSession } from "#contract/session";
import { userSession } from "../../auth/user-session.sql.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Actor } from "../../platform/http/http.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { archiveOf, textOf, unzip } from "../../testing/account-archive.ts";
import { createFile, createProject, createSession } from "../../testing/contract.ts";
import { addressOf, call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { projectMember } from "../../projects/project.sql.ts";
import { exportAccount as writeArchive } from "./export-account.ts";

const db = openDb(env.DB);

async function projectOf(person: Person, text: string): Promise<string> {
  return (await chatIn(person, text)).project;
}

async function chatIn(person: Person, text: string): Promise<{ project: string; chat: string }> {
  const made = await call(person, createProject, { json: { name: "My project" } });
  const { id } = (await made.json()) as { id: string };
  const where = { project_id: id };
  await call(person, createFile, { param: { path: "notes/a.txt" }, query: where, body: text });
  const opened = await call(person, createSession, { json: where });
  return { project: id, chat: ((await opened.json()) as { id: string }).id };
}

const activity = (userId: string, n: number) => ({
  id: crypto.randomUUID(),
  user_id: userId,
  key_id: null,
  action_type: "READ",
  resource_type: null,
  resource_id: null,
  endpoint: `/row/${n}`,
  method: "GET",
  request_body: null,
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: "192.0.2.1",
  user_agent: "test",
  duration_ms: 1,
  // Several at the same instant, so that a page ends between them.
  created_at: 1_700_000_000_000 + Math.floor(n / 7),
});

test("everything of a person comes as one zip: records, chats and files, every page once (U-131)", async () => {
  const person = await signUp("user");
  await projectOf(person, "my words");
  const rows = Array.from({ length: 1203 }, (_one, n) => activity(person.id, n));
  await storeActivity(env.DB, rows);
  const files = await archiveOf(person);
  const names = [...files.keys()];
  expect(names).toEqual(
    expect.arrayContaining(["README.txt", "account.json", "usage.csv", "audit.jsonl"]),
  );
  expect(JSON.parse(textOf(files.get("account.json")))).toMatchObject({ email: person.email });
  const lines = textOf(files.get("activity.jsonl")).trim().split("\n");
  const seen = lines.flatMap((line) => /"endpoint":"(\/row\/\d+)"/.exec(line)?.[1] ?? []);
  expect(seen).toHaveLength(1203);
  expect(new Set(seen).size).toBe(1203);
  expect(names.filter((name) => name.endsWith("transcript.json"))).toHaveLength(1);
  const project = names.find((name) => /^projects\/My-project-[0-9a-f]{8}\.zip$/.test(name));
  const inner = await unzip(files.get(project ?? "") ?? new Uint8Array());
  expect(textOf(inner.get("notes/a.txt"))).toBe("my words");
  expect(names).not.toContain("missing.txt");
});

test("a project without files comes along, too: one zip each (U-131)", async () => {
  const person = await signUp("user");
  await call(person, createProject, { json: { name: "Empty" } });
  const files = await archiveOf(person);
  const path = [...files.keys()].find((name) => /^projects\/Empty-[0-9a-f]{8}\.zip$/.test(name));
  expect(await unzip(files.get(path ?? "") ?? new Uint8Array())).toEqual(new Map());
  expect(files.has("missing.txt")).toBe(false);
});

test("chats in the bin come along, each with what it is; memberships, limits and factors, too (U-131)", async () => {
  const person = await signUp("user");
  const { project, chat } = await chatIn(person, "my words");
  await call(person, deleteSession, { param: { id: chat } });
  const files = await archiveOf(person);
  const path = `sessions/${chat.replace("sess_", "")}/transcript.json`;
  expect(JSON.parse(textOf(files.get(path)))).toMatchObject({
    id: chat,
    model: expect.any(String),
    project: { id: project, name: "My project" },
    created_at: expect.any(String),
    deleted_at: expect.any(String),
    items: [],
    complete: true,
  });
  expect(JSON.parse(textOf(files.get("memberships.jsonl")))).toMatchObject({
    project_id: project,
    role: "owner",
  });
  const named = ["violations", "security-findings", "limits", "rules", "passkeys", "saved-views"];
  expect([...files.keys()]).toEqual(expect.arrayContaining(named.map((name) => `${name}.jsonl`)));
});

test("what cannot be read to its end is named, and keeps nothing else out", async () => {
  const person = await signUp("user");
  const { chat } = await chatIn(person, "my words");
  const ill = Object.create(env.CHAT_SESSION) as typeof env.CHAT_SESSION;
  ill.getByName = (() => ({ history: () => Promise.reject(new Error("down")) })) as never;
  const actor = { id: person.id, email: person.email, role: "user" } as Actor;
  const end = vi.fn(() => Promise.resolve());
  const archive = writeArchive({ ...env, CHAT_SESSION: ill }, actor, { took: () => {}, end });
  const zip = await new Response(archive).arrayBuffer();
  await expect.poll(() => end.mock.calls).toEqual([[true]]);
  const files = await unzip(new Uint8Array(zip));
  const path = `sessions/${chat.replace("sess_", "")}/transcript.json`;
  expect(JSON.parse(textOf(files.get(path)))).toMatchObject({ items: [], complete: false });
  expect(textOf(files.get("missing.txt"))).toContain(path);
  expect([...files.keys()].filter((name) => name.startsWith("projects/"))).toHaveLength(1);
});

test("of what an administrator did as the person nothing of theirs is in it (T-24, T-48)", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const theirs = { ipAddress: "198.51.100.77", userAgent: "their-browser" };
  const now = new Date();
  await db.insert(userSession).values({
    ...theirs,
    id: crypto.randomUUID(),
    userId: person.id,
    sessionTokenHash: "0",
    loginAt: now,
    lastActivityAt: now,
    expiresAt: now,
    impersonatorId: admin.id,
  });
  const event = { ...activity(person.id, 1), impersonator_id: admin.id };
  await storeActivity(env.DB, [
    { ...event, ip_address: theirs.ipAddress, user_agent: theirs.userAgent },
  ]);
  const by = { name: "Their Name", user_id: admin.id };
  await runBatch(
    db,
    noticeStatement(db, person.id, { kind: "acted_as", data: { ...by, reason: "asked for" } }),
    noticeStatement(db, person.id, { kind: "role_changed", data: { role: "user", by: by.name } }),
    auditStatement(
      db,
      { id: person.id, impersonator: { id: admin.id, name: by.name, reason: "asked for" } },
      { ip: theirs.ipAddress, userAgent: theirs.userAgent },
      { event: "DATA_CHANGE", action: "UPDATE", resource: ["USER", person.id] },
    ),
  );
  const files = await archiveOf(person);
  const all = [...files.values()].map(textOf).join("\n");
  for (const their of [theirs.ipAddress, theirs.userAgent, by.name, admin.id]) {
    expect(all).not.toContain(their);
  }
  for (const name of ["logins", "activity", "audit"]) {
    expect(textOf(files.get(`${name}.jsonl`))).toContain('"by_administrator":1');
  }
  expect(textOf(files.get("notices.jsonl"))).toContain("asked for");
});

test("nothing of other people and no secret is in it (T-48)", async () => {
  const [person, other] = [await signUp("admin"), await signUp("user")];
  const theirs = await projectOf(other, "their words");
  await db.insert(projectMember).values({
    projectId: theirs,
    userId: person.id,
    role: "member",
    createdAt: new Date(),
  });
  const created = await call(person, createApiKey, { json: { name: "k", permissions: ["read"] } });
  const { api_key } = (await created.json()) as { api_key: string };
  expect(api_key).toMatch(/^sk_live_/);
  const change = (by: string, about: string) =>
    auditStatement(
      db,
      { id: by },
      { ip: "198.51.100.9", userAgent: "theirs" },
      {
        event: "SECURITY",
        action: "UPDATE",
        resource: ["USER", about],
        before: { email: other.email },
        after: { email: other.email },
      },
    );
  await runBatch(db, change(person.id, other.id), change(other.id, other.id));
  const hash = await env.DB.prepare("SELECT password_hash AS h FROM user WHERE id = ?")
    .bind(person.id)
    .first<string>("h");
  const all = [...(await archiveOf(person)).values()].map(textOf).join("\n");
  for (const secret of [api_key, hash ?? "scrypt", other.email, "their words"]) {
    expect(all).not.toContain(secret);
  }
});

test("chats of a project one was removed from, and others' keys and projects, stay out (T-48)", async () => {
  const [person, other] = [await signUp("admin"), await signUp("user")];
  const [mine, theirs] = [await projectOf(person, "mine"), await projectOf(other, "theirs")];
  const member = { projectId: theirs, userId: person.id, createdAt: new Date() };
  await db.insert(projectMember).values({ ...member, role: "member" });
  await call(person, createSession, { json: { project_id: theirs } });
  const chats = async () =>
    [...(await archiveOf(person)).keys()].filter((name) => name.endsWith("transcript.json")).length;
  expect(await chats()).toBe(2);
  await db.delete(projectMember).where(eq(projectMember.userId, person.id));
  await db.insert(projectMember).values({ ...member, projectId: mine, role: "owner" });
  expect(await chats()).toBe(1);
  expect(textOf((await archiveOf(person)).get("missing.txt"))).toContain("sessions/");

  const key = (await (
    await call(other, createApiKey, { json: { name: "k", permissions: ["read"] } })
  ).json()) as { id: string };
  const did = (type: "API_KEY" | "PROJECT", id: string, name: string) =>
    auditStatement(
      db,
      person,
      { ip: null, userAgent: null },
      { event: "DATA_CHANGE", action: "UPDATE", resource: [type, id], after: { name } },
    );
  await runBatch(
    db,
    did("API_KEY", key.id, "name-of-their-key"),
    did("PROJECT", theirs, "name-of-their-project"),
    did("PROJECT", mine, "name-of-mine"),
  );
  const audit = textOf((await archiveOf(person)).get("audit.jsonl"));
  expect(audit).toContain(theirs);
  expect(audit).toContain("name-of-mine");
  expect(audit).not.toContain("name-of-their");
});

test("its end is on record: how many rows, chats and projects came along, or that it was cut", async () => {
  const person = await signUp("user");
  await projectOf(person, "my words");
  const ends = async () =>
    (
      await db
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.userId, person.id), like(auditLog.action, "EXPORT_%")))
        .orderBy(desc(sql`rowid`))
        .limit(1)
    ).map(({ action, result, metadata }) => [action, result, metadata]);
  const files = await archiveOf(person);
  const lists = [...files].filter(([name]) => name.endsWith(".jsonl"));
  const rows = lists.reduce((sum, [, file]) => sum + textOf(file).split("\n").length - 1, 0);
  expect(rows).toBeGreaterThan(2);
  await expect.poll(ends).toEqual([["EXPORT_ENDED", "success", { records: rows + 2 }]]);
  await (await call(person, exportAccount)).body?.cancel();
  const cut = { records: expect.any(Number) };
  await expect.poll(ends).toEqual([["EXPORT_CUT", "failure", cut]]);
});

test("it takes a fresh proof, one's own page and a sign-in of the person", async () => {
  const person = await signUp("user");
  const crossSite = await request("GET", addressOf(exportAccount), {
    as: person,
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(await codeOf(crossSite)).toBe("AUTH_005");
  await env.DB.prepare("UPDATE user_session SET proved_at = 0 WHERE user_id = ?")
    .bind(person.id)
    .run();
  expect(await codeOf(await call(person, exportAccount))).toBe("AUTH_010");
});

test("it cannot be asked for without end", async () => {
  const person = await signUp("user");
  for (let n = 0; n < 10; n++) {
    const answer = await call(person, exportAccount);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  }
  const refused = await call(person, exportAccount);
  expect(refused.status).toBe(429);
  await env.DB.prepare("UPDATE sign_in_throttle SET locked_until = ? WHERE key = ?")
    .bind(Date.now() + 600_000, `export:${person.id}`)
    .run();
  const later = await call(person, exportAccount);
  expect(Math.round(Number(later.headers.get("retry-after")) / 60)).toBe(10);
  const resets_at = expect.any(String);
  expect(await later.json()).toMatchObject({
    error: { id: "RATE_001", details: { limit: 10, used: 10, resets_at } },
  });
});
