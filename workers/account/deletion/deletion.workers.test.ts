import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deleteAccount, getAccount } from "#contract/account";
import { restoreUser } from "#contract/admin-user";
import { createApiKey } from "#contract/api-key";
import { listSessions } from "#contract/session";
import { meterOf } from "../../meter/rpc.ts";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import { storeActivity } from "../../platform/store-activity.ts";
import { project, projectMember } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { createFile, createProject, createSession } from "../../testing/contract.ts";
import {
  call,
  codeOf,
  cookieOf,
  password,
  request,
  signUp,
  type Person,
} from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { purgeAccounts } from "./purge-accounts.ts";

const db = openDb(env.DB);
const day = 86_400_000;

interface Owner extends Person {
  readonly project: string;
  readonly session: string;
}

/** Somebody with a project, a file, a chat and a bill. */
async function settled(role: "user" | "admin" = "user"): Promise<Owner> {
  const person = await signUp(role);
  const made = await call(person, createProject, { json: { name: "mine" } });
  const { id: projectId } = (await made.json()) as { id: string };
  const where = { project_id: projectId };
  await call(person, createFile, { param: { path: "a.txt" }, query: where, body: "hello" });
  const opened = await call(person, createSession, { json: where });
  const session = ((await opened.json()) as { id: string }).id.replace("sess_", "");
  await db.insert(usageRecord).values({
    id: crypto.randomUUID(),
    userId: person.id,
    projectId,
    sessionId: session,
    turnId: crypto.randomUUID(),
    model: "claude-opus-5-5",
    day: "2026-11-21",
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    costMicroUsd: 5,
    createdAt: new Date(),
  });
  return { ...person, project: projectId, session };
}

const accountOf = (id: string) => db.select().from(user).where(eq(user.id, id)).get();

const leave = (person: Person, more: { at_once?: boolean; confirm?: string } = {}) =>
  call(person, deleteAccount, { json: { confirm: person.email, ...more } });

const bodiesOf = async (projectId: string) =>
  (await env.FILES.list({ prefix: `blobs/${projectId}/` })).objects.length;

/** Makes an account as good as purged a step at a time, whatever else is due. */
async function purge(id: string, now = Date.now() + 2 * 60_000): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await purgeAccounts(env, now);
    if ((await accountOf(id))?.goneAt === null) return;
  }
  throw new Error("it is still there");
}

/** Rows of every table that names a person, by table. */
async function rowsOf(userId: string): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%`user_id`%'",
  ).all<{ name: string }>();
  const counts = await Promise.all(
    results.map(async ({ name }) => {
      const count = await env.DB.prepare(`SELECT count(*) AS n FROM "${name}" WHERE user_id = ?`)
        .bind(userId)
        .first<number>("n");
      return [name, count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** What the Queue carries has arrived. */
async function activityOf(userId: string): Promise<void> {
  await storeActivity(env.DB, [
    {
      id: crypto.randomUUID(),
      user_id: userId,
      key_id: null,
      action_type: "READ",
      resource_type: null,
      resource_id: null,
      endpoint: "/api/v1/projects",
      method: "GET",
      request_body: { name: "somebody" },
      response_status: 200,
      error_message: null,
      error_code: null,
      ip_address: "192.0.2.7",
      user_agent: "test",
      duration_ms: 1,
      created_at: Date.now(),
    },
  ]);
}

const activityTraces = (userId: string) =>
  env.DB.prepare(
    "SELECT count(*) AS n FROM user_activity WHERE user_id = ? AND (ip_address IS NOT NULL OR request_body IS NOT NULL)",
  )
    .bind(userId)
    .first<number>("n");

test("deleting one's account closes it now: signed out, keys revoked, nothing deleted yet (T-36)", async () => {
  const owner = await settled();
  const created = await call(owner, createApiKey, { json: { name: "k", permissions: ["read"] } });
  const { api_key } = (await created.json()) as { api_key: string };
  const byKey = () => request("GET", "/api/v1/projects", { headers: { "x-api-key": api_key } });
  expect((await byKey()).status).toBe(200);
  const before = Date.now();
  const response = await leave(owner);
  expect(response.status).toBe(200);
  const { gone_at } = (await response.json()) as { gone_at: string };
  expect(Date.parse(gone_at)).toBeGreaterThanOrEqual(before + 14 * day);
  expect((await call(owner, getAccount)).status).toBe(401);
  expect((await byKey()).status).toBe(401);
  await purgeAccounts(env);
  expect((await accountOf(owner.id))?.email).toBe(owner.email);
  expect(await db.$count(chatSession, eq(chatSession.userId, owner.id))).toBe(1);
});

test("another address than the account's changes nothing", async () => {
  const owner = await signUp("user");
  const response = await leave(owner, { confirm: "somebody@example.test" });
  expect(response.status).toBe(400);
  expect((await call(owner, getAccount)).status).toBe(200);
});

test("a session that has not proved who sits there lately is asked first", async () => {
  const owner = await signUp("user");
  await env.DB.prepare("UPDATE user_session SET proved_at = 0 WHERE user_id = ?")
    .bind(owner.id)
    .run();
  expect(await codeOf(await leave(owner))).toBe("AUTH_010");
});

test("the last administrator stays, however many leave at once", async () => {
  const { results } = await env.DB.prepare(
    "UPDATE user SET role = 'user' WHERE role = 'admin' AND status = 'active' RETURNING id",
  ).all<{ id: string }>();
  const two = [await signUp("admin"), await signUp("admin")];
  const statuses = await Promise.all(two.map(async (one) => (await leave(one)).status));
  expect(statuses.sort()).toEqual([200, 409]);
  for (const { id } of results) {
    await env.DB.prepare("UPDATE user SET role = 'admin' WHERE id = ?").bind(id).run();
  }
});

test("restored within 14 days everything is back; later nothing can be", async () => {
  const [owner, admin] = [await settled(), await provedAdmin()];
  await leave(owner);
  const restore = () => call(admin, restoreUser, { param: { id: owner.id }, json: {} });
  expect((await restore()).status).toBe(200);
  await purgeAccounts(env, Date.now() + 15 * day);
  const again = await request("POST", "/api/v1/auth/login", {
    json: { email: owner.email, password },
  });
  const back = { ...owner, cookie: cookieOf(again) };
  const list = await call(back, listSessions);
  expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(1);
  await leave(back, { at_once: true });
  expect(await codeOf(await restore())).toBe("USER_005");
  await purge(owner.id);
  expect(await codeOf(await restore())).toBe("USER_005");
});

test("once the time has come nothing of the person is left but bills and records (U-124)", async () => {
  const owner = await settled();
  await meterOf(env, owner.id).view(null);
  await leave(owner, { at_once: true });
  await activityOf(owner.id);
  expect(await activityTraces(owner.id)).toBeGreaterThan(0);
  await purge(owner.id);
  expect(await accountOf(owner.id)).toMatchObject({
    email: `${owner.id}@gone.invalid`,
    name: "",
    passwordHash: null,
    status: "deleted",
    goneAt: null,
  });
  const rows = await rowsOf(owner.id);
  expect(Object.keys(rows).sort()).toEqual(["audit_log", "usage_record", "user_activity"]);
  expect(await activityTraces(owner.id)).toBe(0);
  expect(await db.$count(project, eq(project.id, owner.project))).toBe(0);
  expect(await bodiesOf(owner.project)).toBe(0);
  const traces = await env.DB.prepare(
    `SELECT count(*) AS n FROM audit_log
     WHERE (user_id = ?1 OR (resource_type = 'USER' AND resource_id = ?1)) AND action <> 'PURGE'
       AND (ip_address IS NOT NULL OR new_value IS NOT NULL OR metadata IS NOT NULL)`,
  )
    .bind(owner.id)
    .first<number>("n");
  expect(traces).toBe(0);
  expect(await env.CHAT_SESSION.getByName(owner.session).history(null, 10)).toEqual({
    items: [],
    has_more: false,
  });
});

test("an account on hold is kept, whatever its date", async () => {
  const owner = await settled();
  await leave(owner, { at_once: true });
  await db.update(user).set({ hold: true }).where(eq(user.id, owner.id));
  await purgeAccounts(env, Date.now() + 400 * day);
  expect((await accountOf(owner.id))?.email).toBe(owner.email);
  expect(await db.$count(project, eq(project.id, owner.project))).toBe(1);
  await db.update(user).set({ hold: false }).where(eq(user.id, owner.id));
});

test("a project others work in passes to them", async () => {
  const [owner, member] = [await settled(), await signUp("user")];
  await db.insert(projectMember).values({
    projectId: owner.project,
    userId: member.id,
    role: "member",
    createdAt: new Date(),
  });
  await leave(owner, { at_once: true });
  await purge(owner.id);
  const kept = await db.select().from(project).where(eq(project.id, owner.project)).get();
  expect(kept?.ownerId).toBe(member.id);
  const members = await db
    .select()
    .from(projectMember)
    .where(eq(projectMember.projectId, owner.project));
  expect(members).toMatchObject([{ userId: member.id, role: "owner" }]);
});

test("an object that fails keeps only its own account from ending", async () => {
  const [broken, other] = [await settled(), await settled()];
  await leave(broken, { at_once: true });
  await leave(other, { at_once: true });
  const failing = Object.create(env.CHAT_SESSION) as typeof env.CHAT_SESSION;
  failing.getByName = ((name: string) => {
    if (name === broken.session) throw new Error("down");
    return env.CHAT_SESSION.getByName(name);
  }) as never;
  const ill = { ...env, CHAT_SESSION: failing };
  const soon = Date.now() + 2 * 60_000;
  for (let step = 0; step < 5; step++) await purgeAccounts(ill, soon);
  expect((await accountOf(other.id))?.goneAt).toBeNull();
  expect((await accountOf(broken.id))?.email).toBe(broken.email);
  await purge(broken.id);
});
