import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { getAccount } from "#contract/account";
import { restoreUser } from "#contract/admin-user-state";
import { createApiKey } from "#contract/api-key";
import { listSessions } from "#contract/session";
import { meterOf } from "../../meter/rpc.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { noticesTo, noticeStatement } from "../../notices/write-notice.ts";
import { openDb, runBatch, type Statement } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { project, projectMember } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { leave, purge, settled } from "../../testing/leavers.ts";
import {
  accountOf,
  call,
  codeOf,
  cookieOf,
  password,
  request,
  signUp,
} from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { purgeAccounts } from "./purge-accounts.ts";

const db = openDb(env.DB);

const bodiesOf = async (projectId: string) =>
  (await env.FILES.list({ prefix: `blobs/${projectId}/` })).objects.length;

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
      endpoint: "/api/v1/files/a-diary.txt",
      route: "/files/:path",
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
  const admin = await signUp("admin");
  const [told] = noticesTo(db, [admin.id], {
    kind: "user_budget_exhausted",
    data: { user_id: owner.id, name: "Hanako" },
  });
  const [reader, demoted] = [await signUp("user"), await signUp("user")];
  const by = { name: "Hanako", user_id: owner.id };
  const data = { ...by, reason: "asked for" };
  await runBatch(
    db,
    told as Statement,
    noticeStatement(db, demoted.id, { kind: "violation_report", data: { user: by.name, ...by } }),
    noticeStatement(db, reader.id, { kind: "content_read", data }),
  );
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
  const kept = await db
    .select()
    .from(notice)
    .where(sql`${notice.data} like '%Hanako%'`);
  expect(kept).toEqual([]);
  for (const { id } of [admin, demoted]) {
    expect(await db.$count(notice, eq(notice.userId, id))).toBe(0);
  }
  const left = await db.select().from(notice).where(eq(notice.userId, reader.id)).get();
  expect(left?.data).toEqual({ name: "–", reason: "asked for" });
  const paths = await env.DB.prepare("SELECT endpoint FROM user_activity WHERE user_id = ?")
    .bind(owner.id)
    .all<{ endpoint: string }>();
  expect(paths.results.length).toBeGreaterThan(0);
  expect(JSON.stringify(paths.results)).not.toContain("a-diary.txt");
  expect(paths.results).toContainEqual({ endpoint: "/api/v1/files/:path" });
  expect(await db.$count(project, eq(project.id, owner.project))).toBe(0);
  expect(await bodiesOf(owner.project)).toBe(0);
  for (const id of [owner.project, owner.session]) {
    const purged = and(eq(auditLog.resourceId, id), eq(auditLog.action, "PURGE"));
    expect(await db.$count(auditLog, purged)).toBe(1);
  }
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
