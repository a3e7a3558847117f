import { env } from "cloudflare:workers";
import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allEndpoints as all } from "#contract/index";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { project, projectMember } from "../projects/project.sql.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { addressOf, codeOf, request, signUp } from "../testing/people.ts";
import { samples } from "../testing/samples.ts";
import { findBearerById } from "./find-bearer.ts";
import { localLoginId, localUserId } from "./local-person.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const site = "http://localhost:8787";
const alone = { ENABLE_AUTH: "false" };
const ask = (method: string, path: string, more: object = {}) =>
  request(method, path, { site, env: alone, ...more });

/** Another test may have met them. */
async function forgetThem(): Promise<void> {
  const owned = (
    await db.select({ id: project.id }).from(project).where(eq(project.ownerId, localUserId))
  ).map(({ id }) => id);
  await db.delete(chatSession).where(eq(chatSession.userId, localUserId));
  await db.delete(projectMember).where(inArray(projectMember.projectId, owned));
  await db.delete(project).where(eq(project.ownerId, localUserId));
  await db.delete(userSession).where(eq(userSession.userId, localUserId));
  await db.delete(user).where(eq(user.id, localUserId));
}
beforeAll(forgetThem);
afterAll(forgetThem);

test("without sign-in everybody is the one person, an administrator, made on first use", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => ask("GET", "/api/v1/auth/status")));
  for (const answer of answers) {
    expect(await answer.json()).toMatchObject({
      auth_enabled: false,
      guest_enabled: false,
      guest_limits: null,
      providers: [],
      setup_required: false,
      me: { id: localUserId, role: "admin", restricted: null },
    });
  }
  expect(await db.$count(userSession, eq(userSession.userId, localUserId))).toBe(1);
  expect(await db.$count(auditLog, eq(auditLog.action, "SIGN_IN_SWITCHED_OFF"))).toBe(1);
});

test("they work: a project, files, a chat, and what elsewhere asks for a fresh proof", async () => {
  const made = await ask("POST", "/api/v1/projects", { json: { name: "mine" } });
  const { id } = (await made.json()) as { id: string };
  const path = addressOf(all.createFile, { param: { path: "a.txt" }, query: { project_id: id } });
  expect((await ask("POST", path, { body: "hello" })).status).toBe(201);
  const session = await ask("POST", "/api/v1/sessions", { json: { project_id: id } });
  expect(session.status).toBe(201);
  const bypass = { project_id: id, mode: "bypass" };
  expect((await ask("POST", "/api/v1/sessions", { json: bypass })).status).toBe(201);
  expect((await ask("POST", "/api/v1/admin/audit-logs/verify", { json: {} })).status).toBe(200);
});

test("an open socket finds them again, however long it was silent", async () => {
  const bindings = { ...env, ...alone };
  await db
    .update(userSession)
    .set({ lastActivityAt: new Date(0) })
    .where(eq(userSession.id, localLoginId));
  expect(await findBearerById(bindings, localLoginId, false)).toMatchObject({
    actor: { id: localUserId, login_id: localLoginId },
  });
  expect(await findBearerById(env, localLoginId, false)).toEqual({ actor: null });
});

test("there is nothing to sign in to: accounts, keys, invitations and people are not offered", async () => {
  const things = { project: "x", session: "x", file: "x", hash: "x" };
  for (const name of [
    "login",
    "loginAsGuest",
    "setUp",
    "logout",
    "startOAuth",
    "acceptInvitation",
    "requestPasswordReset",
    "beginTotp",
    "createApiKey",
    "listLogins",
    "deleteAccount",
    "createRequest",
    "listUsers",
    "inviteUser",
    "exportUsers",
    "deactivateUsers",
    "startActing",
    "openContent",
  ] as const) {
    const sample = samples(things)[name];
    const response = await ask(all[name].method, addressOf(all[name], sample), {
      json: sample.json,
      ...(all[name].method === "GET" ? { json: undefined } : {}),
    });
    expect([name, response.status, await codeOf(response)]).toEqual([name, 403, "AUTH_019"]);
  }
});

test("another site's page is nobody, and changes nothing", async () => {
  const evil = { headers: { origin: "https://evil.example" } };
  const write = await ask("POST", "/api/v1/projects", { json: { name: "x" }, ...evil });
  expect(await codeOf(write)).toBe("AUTH_005");
  const read = await ask("GET", "/api/v1/projects", {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(await codeOf(read)).toBe("AUTH_002");
  const socket = { headers: { upgrade: "websocket", origin: "https://evil.example" } };
  expect(await codeOf(await ask("GET", "/ws/chat/x", socket))).toBe("AUTH_005");
});

test("a name of another site that leads to this machine is that site's (DNS rebinding)", async () => {
  for (const [address, code] of [
    ["http://evil.example:8787", "AUTH_005"],
    ["http://localhost.evil.example", "AUTH_005"],
    ["http://127.0.0.1.evil.example", "AUTH_005"],
  ] as const) {
    const response = await request("GET", "/api/v1/projects", { site: address, env: alone });
    expect(await codeOf(response)).toBe(code);
  }
  for (const address of ["http://127.0.0.1:8787", "http://[::1]:8787", "http://192.168.1.5:8787"]) {
    const response = await request("GET", "/api/v1/projects", { site: address, env: alone });
    expect(response.status).toBe(200);
  }
});

test("in the world such a site does nothing until that was acknowledged", async () => {
  const world = { ...alone, ENVIRONMENT: "production" };
  const at = { site: "https://engawa.example" };
  for (const path of ["/", "/api/health", "/api/v1/projects", "/assets/x.js"]) {
    const response = await request("GET", path, { ...at, env: world });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("SINGLE_USER_ACKNOWLEDGED=true");
  }
  const meant = { ...world, SINGLE_USER_ACKNOWLEDGED: "true" };
  expect((await request("GET", "/api/v1/projects", { ...at, env: meant })).status).toBe(200);
});

test("with sign-in switched on again nobody is let in as them", async () => {
  const person = await signUp("user");
  expect(await codeOf(await request("GET", "/api/v1/projects"))).toBe("AUTH_002");
  const there = await ask("GET", "/api/v1/auth/status", { as: person });
  expect(await there.json()).toMatchObject({ me: { id: localUserId } });
});
