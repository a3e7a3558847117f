import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { cookieOf, createAccount, password, request, signUp, codeOf } from "../testing/people.ts";
import { signUpWithTotp } from "../testing/factors.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const status = (cookie: string) =>
  request("GET", "/api/v1/projects", { headers: { cookie } }).then((response) => response.status);

test("signing in sets an HttpOnly, SameSite cookie; on https it is Secure and __Host-", async () => {
  const account = await createAccount("user");
  const json = { email: account.email.toUpperCase(), password };
  const plain = await request("POST", "/api/v1/auth/login", { json });
  expect(plain.headers.get("set-cookie")).toMatch(/^engawa_login=.*; HttpOnly; SameSite=Lax/);
  expect(plain.headers.get("set-cookie")).not.toContain("Secure");
  const secure = await request("POST", "/api/v1/auth/login", { json, site: "https://engawa.test" });
  const [login, device] = secure.headers.getSetCookie();
  expect(login).toMatch(
    /^__Host-engawa=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(device).toMatch(/^__Host-engawa-device=[^;]+;.* HttpOnly; Secure; SameSite=Lax$/);
});

test("the cookie's secret is stored only as its hash", async () => {
  const person = await signUp("user");
  const row = await db.select().from(userSession).where(eq(userSession.userId, person.id)).get();
  expect(row?.sessionTokenHash).toMatch(/^[0-9a-f]{64}$/);
  expect(person.cookie).not.toContain(row?.sessionTokenHash);
});

test("an unknown address, a wrong password, also of a disabled account, and a deleted one get one and the same answer", async () => {
  const known = await createAccount("user");
  const disabled = await createAccount("user", "disabled");
  const deleted = await createAccount("user", "deleted");
  const answers = await Promise.all(
    [
      { email: "nobody-at-all@example.test", password },
      { email: known.email, password: "wrong" },
      { email: disabled.email, password: "wrong" },
      { email: deleted.email, password },
    ].map(async (json) => {
      const response = await request("POST", "/api/v1/auth/login", { json });
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      return { status: response.status, ...error, request_id: null };
    }),
  );
  expect(answers[0]).toMatchObject({ status: 401, code: "AUTH_001" });
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(answers[3]).toEqual(answers[0]);
});

test("sign-ins and failures are on the audit record, with how they ended (U-145)", async () => {
  const person = await signUp("user");
  await request("POST", "/api/v1/auth/login", { json: { email: person.email, password: "wrong" } });
  const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
  const login = await db.select().from(userSession).where(eq(userSession.userId, person.id)).get();
  const told = rows.map((row) => [
    row.eventType,
    row.action,
    row.severity,
    row.result,
    row.loginId,
  ]);
  expect(told).toEqual([
    ["ACCESS", "LOGIN_SUCCESS", "INFO", "success", login?.id],
    ["SECURITY", "LOGIN_FAILED", "WARNING", "failure", null],
  ]);
  expect(JSON.stringify(rows)).not.toContain(password);
});

test("signing out ends the login on the server: the cookie fails on the next request (T-02)", async () => {
  const person = await signUp("user");
  expect(await status(person.cookie)).toBe(200);
  const response = await request("POST", "/api/v1/auth/logout", { as: person });
  expect(response.status).toBe(204);
  expect(await status(person.cookie)).toBe(401);
});

test("who signs in over somebody ends that sign-in, and no other of theirs", async () => {
  const [before, next] = [await signUp("user"), await createAccount("user")];
  const elsewhere = cookieOf(
    await request("POST", "/api/v1/auth/login", { json: { email: before.email, password } }),
  );
  const answer = await request("POST", "/api/v1/auth/login", {
    json: { email: next.email, password },
    headers: { cookie: before.cookie },
  });
  expect(await status(cookieOf(answer))).toBe(200);
  expect(await status(before.cookie)).toBe(401);
  expect(await status(elsewhere)).toBe(200);
});

test("a login revoked in the table fails on the next request", async () => {
  const person = await signUp("user");
  await db.update(userSession).set({ isActive: false }).where(eq(userSession.userId, person.id));
  expect(await status(person.cookie)).toBe(401);
});

test("a disabled person is out on the next request", async () => {
  const person = await signUp("user");
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, person.id));
  expect(await status(person.cookie)).toBe(403);
});

test("a login ends after 60 idle minutes and after 24 hours (C-09)", async () => {
  const person = await signUp("user");
  const mine = eq(userSession.userId, person.id);
  const login = await db.select().from(userSession).where(mine).get();
  const life = Number(login?.expiresAt) - Number(login?.loginAt);
  // Both are read from the clock, one a moment after the other.
  expect(Math.abs(life - 86_400_000)).toBeLessThan(5000);
  const idleFor = (minutes: number) =>
    db
      .update(userSession)
      .set({ lastActivityAt: new Date(Date.now() - minutes * 60_000) })
      .where(mine);
  await idleFor(59);
  expect(await status(person.cookie)).toBe(200);
  await idleFor(60);
  expect(await status(person.cookie)).toBe(401);
  await db
    .update(userSession)
    .set({ lastActivityAt: new Date(), expiresAt: new Date(Date.now() - 1) })
    .where(mine);
  expect(await status(person.cookie)).toBe(401);
});

test("a role comes from the table, not from the cookie", async () => {
  const person = await signUp("admin");
  await db.update(user).set({ role: "user" }).where(eq(user.id, person.id));
  const response = await request("GET", "/api/v1/auth/status", { as: person });
  expect(await response.json()).toMatchObject({ me: { role: "user" } });
});

test("set-up is refused where no token was given out", async () => {
  const json = { token: "guess", email: "first@example.test", name: "First", password };
  const response = await request("POST", "/api/v1/auth/setup", { json });
  expect(response.status).toBe(403);
  expect(await codeOf(response)).toBe("AUTH_006");
});

test("a cookie with neither Origin nor word of the browser cannot write", async () => {
  const person = await signUp("user");
  const response = await request("POST", "/api/v1/projects", {
    as: person,
    json: { name: "x" },
    headers: { origin: "null" },
  });
  expect(response.status).toBe(403);
});

test("a second sign-in is another login; ending one leaves the other", async () => {
  const person = await signUp("user");
  const second = await request("POST", "/api/v1/auth/login", {
    json: { email: person.email, password },
  });
  await request("POST", "/api/v1/auth/logout", { as: person });
  expect(await status(cookieOf(second))).toBe(200);
  const ended = await db
    .select()
    .from(userSession)
    .where(and(eq(userSession.userId, person.id), eq(userSession.isActive, false)));
  expect(ended.map((row) => row.logoutReason)).toEqual(["MANUAL"]);
});

test("what a page asks by the clock does not keep a sign-in from idling out (U-100)", async () => {
  const person = await signUp("user");
  const mine = eq(userSession.userId, person.id);
  const quiet = new Date(Date.now() - 30 * 60_000);
  await db.update(userSession).set({ lastActivityAt: quiet }).where(mine);
  const lastActivity = async () =>
    (await db.select().from(userSession).where(mine).get())?.lastActivityAt.getTime();
  const headers = { cookie: person.cookie };
  await request("GET", "/api/v1/sessions", { headers: { ...headers, "x-background": "true" } });
  expect(await lastActivity()).toBe(quiet.getTime());
  await request("GET", "/api/v1/sessions", { headers });
  expect(await lastActivity()).toBeGreaterThan(quiet.getTime());
});

test("a password changed while it is looked at signs nobody in any more, with a factor or without", async () => {
  for (const person of [await signUp("user"), (await signUpWithTotp()).person]) {
    const batch: D1Database["batch"] = async (statements) => {
      await db.update(user).set({ passwordHash: "another" }).where(eq(user.id, person.id));
      return env.DB.batch(statements);
    };
    const DB = new Proxy(env.DB, {
      get: (target, name) =>
        name === "batch" ? batch : (Reflect.get(target, name) as () => void).bind(target),
    });
    const json = { email: person.email, password };
    const answer = await request("POST", "/api/v1/auth/login", { json, env: { DB } });
    expect(await codeOf(answer)).toBe("AUTH_001");
  }
});
