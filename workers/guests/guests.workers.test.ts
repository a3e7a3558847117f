import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignInResult } from "#contract/auth";
import { allEndpoints as all } from "#contract/index";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { projectMember } from "../projects/project.sql.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { requireStanding } from "../sessions/standing.ts";
import { bodyOf } from "../testing/factors.ts";
import { proveFactor } from "../testing/step-up.ts";
import { askIn, clearGuests, enter, open, stay } from "../testing/guests.ts";
import { addressOf, codeOf, request, signUp } from "../testing/people.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { demoProjectId } from "./demo-project.ts";
import { purgeGuests } from "./purge-guests.ts";
import { sampleFiles } from "./sample.ts";

const nobody = { key_id: null, login_id: null };

const db = openDb(env.DB);
const projectOf = { project_id: demoProjectId };

beforeAll(clearGuests);
afterAll(clearGuests);

test("a site takes guests only where it says so", async () => {
  expect(await codeOf(await request("POST", "/api/v1/auth/guest", { json: {} }))).toBe("AUTH_019");
  expect(await codeOf(await askIn({}, { ENABLE_GUEST_MODE: "1" }))).toBe("AUTH_019");
  const status = await request("GET", "/api/v1/auth/status", { env: open });
  expect(await status.json()).toMatchObject({
    guest_enabled: true,
    guest_limits: { messages_per_hour: 5, calls_per_day: 10 },
  });
});

test("a guest stays for half an hour, sees the demo project and nothing else", async () => {
  const guest = await enter();
  const { me } = await bodyOf<SignInResult>(
    await request("GET", "/api/v1/auth/status", { as: guest }),
  );
  const account = await db.select().from(user).where(eq(user.id, guest.id)).get();
  expect(Number(account?.expiresAt) - Number(account?.createdAt)).toBe(stay);
  const login = await db.select().from(userSession).where(eq(userSession.userId, guest.id)).get();
  expect(login?.expiresAt).toEqual(account?.expiresAt);
  expect(me?.role_until).toBe(account?.expiresAt?.toISOString());
  expect(me).toMatchObject({ role: "guest", expires_at: me?.role_until });
  const projects = await request("GET", "/api/v1/projects", { as: guest });
  expect(await projects.json()).toMatchObject({ items: [{ id: demoProjectId }] });
  const files = await request("GET", addressOf(all.listFiles, { query: projectOf }), { as: guest });
  const { items } = await bodyOf<{ items: { path: string }[] }>(files);
  expect(items.map((item) => item.path)).toEqual(
    expect.arrayContaining(sampleFiles.map(([path]) => path)),
  );
});

test("the owner of the demo project is nobody among the people", async () => {
  await enter();
  const admin = await signUp("admin");
  await proveFactor(admin);
  for (const query of ["?q=demo@guest.invalid", "?q=demo@guest.invalid&status=disabled"]) {
    const answer = await request("GET", `/api/v1/admin/users${query}`, { as: admin });
    expect(await answer.json()).toMatchObject({ items: [], total: 0 });
  }
});

test("two guests at once find one demo project, whole", async () => {
  const guests = await Promise.all([enter(), enter(), enter()]);
  const path = addressOf(all.readFile, { param: { path: "src/hours.ts" }, query: projectOf });
  for (const as of guests) {
    expect(await (await request("GET", path, { as })).text()).toContain("isOpen");
  }
});

test("a guest changes nothing, over REST or through an agent", async () => {
  const guest = await enter();
  const file = { param: { path: "src/hours.ts" }, query: projectOf };
  for (const [spec, sample] of [
    [all.createFile, { ...file, param: { path: "new.txt" } }],
    [all.saveFile, file],
    [all.deleteFile, file],
    [all.moveFile, { param: { id: demoProjectId }, json: { from: "README.md", to: "x" } }],
    [all.importArchive, { param: { id: demoProjectId } }],
    [all.deleteProject, { param: { id: demoProjectId } }],
    [all.createProject, { json: { name: "x" } }],
  ] as const) {
    const json = "json" in sample ? { json: sample.json } : { body: "x" };
    const address = addressOf(spec, sample);
    const response = await request(spec.method, address, { as: guest, ...json });
    expect([response.status, await codeOf(response)]).toEqual([403, "AUTH_004"]);
  }
  const session = await request("POST", "/api/v1/sessions", { as: guest, json: projectOf });
  expect(await session.clone().json()).toMatchObject({ mode: "plan" });
  const { id } = await bodyOf<{ id: string }>(session);
  expect(await requireStanding(db, id.replace("sess_", ""), nobody)).toBe("guest");
  const other = { ...projectOf, mode: "acceptEdits" };
  const refused = await request("POST", "/api/v1/sessions", { as: guest, json: other });
  expect(await codeOf(refused)).toBe("SESSION_004");
});

test("who only views a project does not write in it, whatever their role elsewhere", async () => {
  const viewer = await signUp("user");
  await enter();
  const membership = { projectId: demoProjectId, userId: viewer.id, createdAt: new Date() };
  await db.insert(projectMember).values({ ...membership, role: "viewer" });
  const file = { param: { path: "src/hours.ts" }, query: projectOf };
  for (const spec of [all.createFile, all.saveFile, all.deleteFile]) {
    const address = addressOf(spec, file);
    const response = await request(spec.method, address, { as: viewer, body: "x" });
    expect(await codeOf(response)).toBe("FILE_002");
  }
  const session = await request("POST", "/api/v1/sessions", { as: viewer, json: projectOf });
  expect(await session.clone().json()).toMatchObject({ mode: "plan" });
  const { id } = await bodyOf<{ id: string }>(session);
  expect(await requireStanding(db, id.replace("sess_", ""), nobody)).toBe("guest");
  const mode = await request("PATCH", `/api/v1/sessions/${id}`, {
    as: viewer,
    json: { mode: "acceptEdits" },
  });
  expect(await codeOf(mode)).toBe("SESSION_004");
  const clear = await request("DELETE", `/api/v1/sessions/${id}?files=delete`, { as: viewer });
  expect(["FILE_002", "SESSION_005"]).toContain(await codeOf(clear));
});

test("after the stay the sign-in is over, and nothing may run any more", async () => {
  const guest = await enter();
  const session = await request("POST", "/api/v1/sessions", { as: guest, json: projectOf });
  const { id } = await bodyOf<{ id: string }>(session);
  await db.update(user).set({ expiresAt: new Date() }).where(eq(user.id, guest.id));
  const response = await request("GET", "/api/v1/projects", { as: guest });
  expect(await codeOf(response)).toBe("AUTH_002");
  await expect(requireStanding(db, id.replace("sess_", ""), nobody)).rejects.toMatchObject({
    code: "AUTH_004",
  });
});

test("nothing of a guest is kept but what was spent (T-41)", async () => {
  const guest = await enter();
  const session = await request("POST", "/api/v1/sessions", { as: guest, json: projectOf });
  const { id } = await bodyOf<{ id: string }>(session);
  const later = Date.now() + stay + 120_000;
  expect(await purgeGuests(env, later)).toBeGreaterThan(0);
  expect(await db.$count(user, eq(user.id, guest.id))).toBe(0);
  expect(await db.$count(userSession, eq(userSession.userId, guest.id))).toBe(0);
  expect(await db.$count(chatSession, eq(chatSession.userId, guest.id))).toBe(0);
  expect(await db.$count(projectMember, eq(projectMember.userId, guest.id))).toBe(0);
  expect(await db.$count(usageRecord, eq(usageRecord.userId, guest.id))).toBe(0);
  const stub = env.CHAT_SESSION.getByName(id.replace("sess_", ""));
  await expect(stub.history(null, 10)).rejects.toThrow(/./);
  expect(await purgeGuests(env, later)).toBe(0);
  // The demo project and its owner are nobody's stay.
  await enter();
});

test("a guest who is still there is left alone", async () => {
  const guest = await enter();
  await purgeGuests(env);
  expect((await request("GET", "/api/v1/projects", { as: guest })).status).toBe(200);
});

test("where the site tells people from programs, a guest shows that first", async () => {
  const bindings = {
    ...open,
    TURNSTILE_SITE_KEY: "site",
    TURNSTILE_SECRET_KEY: "turnstile-secret",
  };
  expect(await codeOf(await askIn({}, bindings))).toBe("AUTH_015");
});
