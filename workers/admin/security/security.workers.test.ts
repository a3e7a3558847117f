import { env } from "cloudflare:workers";
import { and, eq, like } from "drizzle-orm";
import { expect, test } from "vitest";
import * as contract from "#contract/admin-security";
import type { AnyLogin, Finding } from "#contract/admin-security";
import type { Endpoint } from "#contract/endpoint";
import { watchFailures } from "../../auth/watch/watch-failures.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import { connect, settle } from "../../testing/chat.ts";
import { listProjects } from "../../testing/contract.ts";
import {
  call,
  codeOf,
  cookieOf,
  createAccount,
  password,
  request,
  signIn,
  signUp,
  type Person,
} from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);

const json = async <T>(answer: Promise<Response>): Promise<T> =>
  (await answer).json() as Promise<T>;

const signInFrom = (ip: string, who: { email: string }, given = password) =>
  signIn(who, given, { "cf-connecting-ip": ip });

const listOf = (admin: Person, query: Record<string, string>) =>
  json<{ items: AnyLogin[]; total: number; statistics: Record<string, number> }>(
    call(admin, contract.listAllLogins, { query }),
  );

const loginOf = async (person: Person) => {
  const [row] = await db.select().from(userSession).where(eq(userSession.userId, person.id));
  if (!row) throw new Error("no login");
  return row;
};

test("every sign-in is listed with whose it is, and found by person, address and day (SA-035)", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  const octet = Math.floor(Math.random() * 250);
  await signInFrom(`198.18.${octet}.9`, account);
  const today = new Date(Date.now() + 9 * hour).toISOString().slice(0, 10);
  const searches: Record<string, string>[] = [
    { user_id: account.id },
    { q: account.email.slice(4, 30).toUpperCase() },
    { user_id: account.id, ip_address: `198.18.${octet}.9` },
    { user_id: account.id, ip_address: `198.18.${octet}.` },
    { user_id: account.id, login_from: today, login_to: today, method: "password" },
  ];
  for (const query of searches) {
    const found = await listOf(admin, query);
    expect(found.items).toHaveLength(1);
    expect(found.items[0]).toMatchObject({
      user: { id: account.id, email: account.email },
      ip_address: `198.18.${octet}.9`,
      is_active: true,
      current: false,
      impersonator: null,
    });
    expect(found.statistics["active_sessions"]).toBeGreaterThan(0);
  }
  const far = await listOf(admin, { user_id: account.id, page: "99999", limit: "2" });
  expect(far).toMatchObject({ items: [], total: 1, page: 99_999, total_pages: 1 });
  await db.update(userSession).set({ country: "AQ" }).where(eq(userSession.userId, account.id));
  expect((await listOf(admin, { user_id: account.id, country: "aq" })).total).toBe(1);
  expect((await listOf(admin, { user_id: account.id, country: "JP" })).total).toBe(0);
  expect((await listOf(admin, { user_id: account.id, login_to: "2020-01-01" })).total).toBe(0);
  expect((await listOf(admin, { user_id: account.id, status: "ended" })).total).toBe(0);
});

test("a sign-in nothing was done in for too long has ended", async () => {
  const [admin, person] = [await signUp("admin"), await signUp("user")];
  const old = new Date(Date.now() - 23 * hour);
  await db
    .update(userSession)
    .set({ lastActivityAt: old, loginAt: old })
    .where(eq(userSession.userId, person.id));
  expect((await listOf(admin, { user_id: person.id })).total).toBe(0);
  const { items } = await listOf(admin, { user_id: person.id, status: "ended" });
  expect(items[0]).toMatchObject({ is_active: false, logout_reason: "IDLE" });
});

test("forcing a sign-in out closes its sockets and refuses its next request (SA-036, T-02)", async () => {
  const [admin, { person, session }] = [await signUp("admin"), await settle()];
  const client = await connect(person, session);
  const login = await loginOf(person);
  const end = () =>
    json(call(admin, contract.terminateLogin, { param: { id: login.id }, json: { note: "lost" } }));
  expect(await end()).toEqual({ ended: 1 });
  await client.until("the socket to close", () => client.closed.code !== null);
  expect(await codeOf(await call(person, listProjects))).toBe("AUTH_002");
  expect(await loginOf(person)).toMatchObject({ isActive: false, logoutReason: "FORCED" });
  expect(await end()).toEqual({ ended: 0 });
  const records = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "SESSION_TERMINATED")));
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    userId: admin.id,
    eventType: "SECURITY",
    severity: "WARNING",
  });
  expect(records[0]?.metadata).toMatchObject({ login_id: login.id, note: "lost" });
});

test("all of a person's sign-ins end at once; the administrator's own stays", async () => {
  const admin = await signUp("admin");
  const elsewhere = {
    ...admin,
    cookie: cookieOf(await signInFrom("198.18.0.1", admin)),
  };
  const end = () =>
    json(call(admin, contract.terminateLoginsOf, { param: { user_id: admin.id }, json: {} }));
  expect(await end()).toEqual({ ended: 1 });
  expect((await call(elsewhere, listProjects)).status).toBe(401);
  expect((await call(admin, listProjects)).status).toBe(200);
  const [own] = (await listOf(admin, { user_id: admin.id })).items;
  expect(own?.current).toBe(true);
  const refused = await call(admin, contract.terminateLogin, {
    param: { id: own?.id ?? "" },
    json: {},
  });
  expect(await codeOf(refused)).toBe("SECURITY_002");
});

test("ending an administrator's sign-in ends what they do as others", async () => {
  const [admin, other, person] = [
    await signUp("admin"),
    await signUp("admin"),
    await createAccount("user"),
  ];
  const login = await loginOf(other);
  const acting = { ...login, id: crypto.randomUUID(), sessionTokenHash: crypto.randomUUID() };
  await db.insert(userSession).values({
    ...acting,
    userId: person.id,
    impersonatorId: other.id,
    impersonatorLogin: login.id,
    reason: "ticket 7",
  });
  const [shown] = (await listOf(admin, { user_id: person.id })).items;
  expect(shown?.impersonator).toMatchObject({ id: other.id, reason: "ticket 7" });
  await call(admin, contract.terminateLogin, { param: { id: login.id }, json: {} });
  expect((await listOf(admin, { user_id: person.id })).total).toBe(0);
});

test("who is an administrator for a day forces no lasting one out", async () => {
  const [lasting, person] = [await signUp("admin"), await signUp("user")];
  await env.DB.prepare(
    `INSERT INTO access_request(id, user_id, kind, reason, status, created_at, ends_at)
     VALUES(?, ?, 'elevation', 'x', 'approved', ?, ?)`,
  )
    .bind(crypto.randomUUID(), person.id, Date.now(), Date.now() + hour)
    .run();
  const refused = await call(person, contract.terminateLoginsOf, {
    param: { user_id: lasting.id },
    json: {},
  });
  expect(await codeOf(refused)).toBe("AUTH_004");
});

test("a person's history tells how sign-ins ended and what failed", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  await signInFrom("198.18.3.3", account, "wrong");
  const cookie = cookieOf(await signInFrom("198.18.3.3", account));
  await request("POST", "/api/v1/auth/logout", { as: { ...account, cookie } });
  const of = await json<{ items: AnyLogin[]; history: AnyLogin[]; failures: unknown[] }>(
    call(admin, contract.listLoginsOf, { param: { user_id: account.id } }),
  );
  expect(of.items).toEqual([]);
  expect(of.history).toMatchObject([{ logout_reason: "MANUAL", is_active: false }]);
  expect(of.failures).toMatchObject([{ reason: "wrong_password", ip_address: "198.18.3.3" }]);
});

test("failures on one account from everywhere are found; every administrator is told once", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  const rows = Array.from({ length: 12 }, (_, n) => ({
    id: crypto.randomUUID(),
    userId: account.id,
    eventType: "SECURITY" as const,
    action: "LOGIN_FAILED",
    resourceType: "USER",
    resourceId: account.id,
    ipAddress: `198.51.${n}.1`,
    severity: "WARNING" as const,
    createdAt: new Date(),
  }));
  for (const row of rows) await db.insert(auditLog).values(row);
  await watchFailures(env, Date.now());
  await watchFailures(env, Date.now());
  const { items } = await json<{ items: Finding[] }>(
    call(admin, contract.listFindings, { query: { user_id: account.id } }),
  );
  expect(items).toMatchObject([
    {
      kind: "many_failures",
      severity: "high",
      user: { id: account.id, role: "user" },
      detail: { failures: 12, addresses: 12 },
      times: 1,
    },
  ]);
  const link = "/admin/security?tab=findings";
  const told = await db
    .select()
    .from(notice)
    .where(and(eq(notice.userId, admin.id), eq(notice.link, link)));
  expect(told.filter((one) => one.kind === "security_finding").length).toBeGreaterThan(0);
  expect(new Set(told.map((one) => one.id)).size).toBe(told.length);
  const id = items[0]?.id ?? "";
  await call(admin, contract.dismissFinding, { param: { id }, json: { note: "a test of ours" } });
  const open = await json<{ total: number }>(
    call(admin, contract.listFindings, { query: { user_id: account.id } }),
  );
  expect(open.total).toBe(0);
  await call(admin, contract.reopenFinding, { param: { id } });
  const again = await json<{ items: Finding[] }>(
    call(admin, contract.listFindings, { query: { user_id: account.id } }),
  );
  expect(again.items).toMatchObject([{ id, dismissed_at: null, dismissed_why: null }]);
});

test("a violation that was dismissed counts again where that was a mistake; twice is once", async () => {
  const [admin, account] = [await provedAdmin(), await createAccount("user")];
  const id = crypto.randomUUID();
  const row = { id, userId: account.id, kind: "flood", step: 1, detail: "x" };
  await db.insert(violation).values({ ...row, createdAt: new Date() });
  const judge = (spec: Endpoint) =>
    call(admin, spec, { param: { id: account.id, violation: id }, json: { reason: "a look" } });
  const open = async () => {
    const query = { user_id: account.id };
    return (await json<{ total: number }>(call(admin, contract.listViolations, { query }))).total;
  };
  for (const [spec, left] of [
    [contract.dismissViolation, 0],
    [contract.dismissViolation, 0],
    [contract.reopenViolation, 1],
    [contract.reopenViolation, 1],
  ] as const) {
    expect((await judge(spec)).status).toBe(200);
    expect(await open()).toBe(left);
  }
  const records = await db
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, account.id), like(auditLog.action, "VIOLATION_%")));
  expect(records.map(({ action }) => action).sort()).toEqual([
    "VIOLATION_DISMISSED",
    "VIOLATION_REOPENED",
  ]);
});

test("open violations of everybody are one list", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  await db.insert(violation).values({
    id: crypto.randomUUID(),
    userId: account.id,
    kind: "flood",
    step: 1,
    detail: "300 in 10 min",
    createdAt: new Date(),
  });
  const { items } = await json<{ items: unknown[] }>(
    call(admin, contract.listViolations, { query: { user_id: account.id } }),
  );
  expect(items).toMatchObject([{ kind: "flood", standing: "active", user: { id: account.id } }]);
});

test("the recent ones are those the overview counts: open, of the last 24 hours", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  const found = (hours: number, more: { dismissedAt?: Date } = {}) => ({
    id: crypto.randomUUID(),
    userId: account.id,
    kind: "flood" as const,
    step: 1,
    detail: `${hours} hours ago`,
    createdAt: new Date(Date.now() - hours * 3_600_000),
    ...more,
  });
  await db.insert(violation).values([found(1), found(2, { dismissedAt: new Date() }), found(25)]);
  const query = { user_id: account.id, status: "recent" } as const;
  const { items, total } = await json<{ items: unknown[]; total: number }>(
    call(admin, contract.listViolations, { query }),
  );
  expect(total).toBe(1);
  expect(items).toMatchObject([{ detail: "1 hours ago" }]);
});
