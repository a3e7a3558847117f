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
import { addressOf, codeOf, cookieOf, request, signUp, type Person } from "../testing/people.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { demoProjectId } from "./demo-project.ts";
import { places, stay } from "./enter.ts";
import { purgeGuests } from "./purge-guests.ts";
import { sampleFiles } from "./sample.ts";

const db = openDb(env.DB);
const open = { ENABLE_GUEST_MODE: "true" };

const knock = (headers: Record<string, string> = {}, bindings = open) =>
  request("POST", "/api/v1/auth/guest", { json: {}, env: bindings, headers });

async function enter(headers: Record<string, string> = {}): Promise<Person> {
  const response = await knock(headers);
  const { me } = await bodyOf<SignInResult>(response);
  if (!me) throw new Error("not in");
  return { id: me.id, email: me.email, role: "guest", cookie: cookieOf(response) };
}

const projectOf = { project_id: demoProjectId };

beforeAll(() => purgeGuests(env, Date.now() + stay + 120_000));
afterAll(() => purgeGuests(env, Date.now() + stay + 120_000));

test("a site takes guests only where it says so", async () => {
  expect(await codeOf(await request("POST", "/api/v1/auth/guest", { json: {} }))).toBe("AUTH_019");
  expect(await codeOf(await knock({}, { ENABLE_GUEST_MODE: "1" }))).toBe("AUTH_019");
  const status = await request("GET", "/api/v1/auth/status", { env: open });
  expect(await status.json()).toMatchObject({ guest_enabled: true });
});

test("a guest stays for half an hour, sees the demo project and nothing else", async () => {
  const guest = await enter();
  const { me } = await bodyOf<SignInResult>(
    await request("GET", "/api/v1/auth/status", { as: guest }),
  );
  const left = new Date(me?.role_until ?? 0).getTime() - Date.now();
  expect(left).toBeGreaterThan(stay - 60_000);
  expect(left).toBeLessThanOrEqual(stay);
  expect(me).toMatchObject({ role: "guest", expires_at: me?.role_until });
  const projects = await request("GET", "/api/v1/projects", { as: guest });
  expect(await projects.json()).toMatchObject({ items: [{ id: demoProjectId }] });
  const files = await request("GET", addressOf(all.listFiles, { query: projectOf }), { as: guest });
  const { items } = await bodyOf<{ items: { path: string }[] }>(files);
  expect(items.map((item) => item.path)).toEqual(
    expect.arrayContaining(sampleFiles.map(([path]) => path)),
  );
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
  expect(await requireStanding(db, id.replace("sess_", ""), null)).toBe("guest");
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
  expect(await requireStanding(db, id.replace("sess_", ""), null)).toBe("guest");
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
  await expect(requireStanding(db, id.replace("sess_", ""), null)).rejects.toMatchObject({
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

test("one network has five places, and a crowd does not pass that", async () => {
  // Those of other tests have left.
  await db
    .update(user)
    .set({ expiresAt: new Date(0) })
    .where(eq(user.role, "guest"));
  const from = { "cf-connecting-ip": "203.0.113.7" };
  const answers = await Promise.all(Array.from({ length: places.network + 3 }, () => knock(from)));
  expect(answers.filter((one) => one.status === 200)).toHaveLength(places.network);
  const full = await knock({ "cf-connecting-ip": "203.0.113.200" });
  expect(full.status).toBe(429);
  expect(full.headers.get("retry-after")).toBe("300");
  expect((await knock({ "cf-connecting-ip": "198.51.100.7" })).status).toBe(200);
});

test("where the site tells people from programs, a guest shows that first", async () => {
  const bindings = {
    ...open,
    TURNSTILE_SITE_KEY: "site",
    TURNSTILE_SECRET_KEY: "turnstile-secret",
  };
  expect(await codeOf(await knock({}, bindings))).toBe("AUTH_015");
});
