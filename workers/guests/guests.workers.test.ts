import { env } from "cloudflare:workers";
import { and, eq, like, not } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignInResult } from "#contract/auth";
import { allEndpoints as all } from "#contract/index";
import { signInThrottle } from "../auth/sign-in-throttle.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { meterOf } from "../meter/rpc.ts";
import { projectMember } from "../projects/project.sql.ts";
import { dayOf, nextDay } from "../settings/site-time.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { requireStanding } from "../sessions/standing.ts";
import { bodyOf } from "../testing/factors.ts";
import { proveFactor } from "../testing/step-up.ts";
import {
  addressOf,
  codeOf,
  cookieOf,
  createAccount,
  password,
  request,
  signUp,
  type Person,
} from "../testing/people.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { demoProjectId } from "./demo-project.ts";
import { places } from "./next-place.ts";
import { purgeGuests } from "./purge-guests.ts";
import { sampleFiles } from "./sample.ts";

const nobody = { key_id: null, login_id: null };

const db = openDb(env.DB);
/** U-019. */
const stay = 30 * 60_000;
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
  expect((await knock({ "cf-connecting-ip": "198.51.100.7" })).status).toBe(200);
});

test("a browser has one place: it goes on with its stay, and leaving gives it back", async () => {
  await db
    .update(user)
    .set({ expiresAt: new Date(0) })
    .where(eq(user.role, "guest"));
  const from = { "cf-connecting-ip": "203.0.114.7" };
  const guest = await enter(from);
  for (let n = 0; n < places.network; n++) {
    const again = await knock({ ...from, cookie: guest.cookie });
    expect(await again.json()).toMatchObject({ me: { id: guest.id } });
  }
  const others = await Promise.all(Array.from({ length: places.network - 1 }, () => enter(from)));
  // Who finds no room is no visit: of those, too, there are only so many.
  for (let n = 0; n < 40; n++) expect((await knock(from)).status).toBe(429);
  expect((await request("POST", "/api/v1/auth/logout", { as: guest })).status).toBe(204);
  const next = await enter(from);
  expect((await knock(from)).status).toBe(429);
  // Somebody who signs in instead leaves, too.
  const account = await createAccount("user");
  const signedIn = await request("POST", "/api/v1/auth/login", {
    as: others[0] ?? next,
    json: { email: account.email, password },
  });
  expect(signedIn.status).toBe(200);
  expect((await knock(from)).status).toBe(200);
});

test.each([
  ["a network", places.network, "203.0.113.30"],
  ["the site", places.site, null],
])(
  "where %s is full, who comes is told when the first stay ends (U-092)",
  async (_of, most, ip) => {
    const guests = eq(user.role, "guest");
    await db
      .update(user)
      .set({ expiresAt: new Date(0) })
      .where(guests);
    const addressOfGuest = (at: number) => ip ?? `198.18.${at}.1`;
    const [first = ""] = await Promise.all(
      Array.from({ length: most }, async (_, at) => {
        const { me } = await bodyOf<SignInResult>(
          await knock({ "cf-connecting-ip": addressOfGuest(at) }),
        );
        return me?.id ?? "";
      }),
    );
    const soon = new Date(Date.now() + 7 * 60_000);
    await db.update(user).set({ expiresAt: soon }).where(eq(user.id, first));
    const refused = await knock({ "cf-connecting-ip": ip ?? "198.18.200.1" });
    const { error } = (await refused.json()) as { error: { retry_after: number } };
    expect(error).toMatchObject({
      code: "RATE_LIMIT_EXCEEDED",
      id: "RATE_001",
      message: "Too many requests. Try again in 7 minutes.",
      details: { limit: most, used: most, resets_at: soon.toISOString() },
    });
    expect(error.retry_after).toBeGreaterThan(360);
    expect(error.retry_after).toBeLessThanOrEqual(420);
    expect(refused.headers.get("retry-after")).toBe(String(error.retry_after));
    expect(
      Math.abs(Number(refused.headers.get("x-ratelimit-reset")) - soon.getTime() / 1000),
    ).toBeLessThanOrEqual(1);
    expect(refused.headers.get("ratelimit")).toMatch(/^"rate_limited";r=0;t=\d{3}$/);
  },
);

test("leaving and coming again brings no more than ten messages a day to a browser, fifty to a network", async () => {
  await db
    .update(user)
    .set({ expiresAt: new Date(0) })
    .where(eq(user.role, "guest"));
  const from = { "cf-connecting-ip": "203.0.113.9" };
  const say = async (response: Response, times: number) => {
    const { me } = await bodyOf<SignInResult>(response);
    const meter = meterOf(env, me?.id ?? "");
    const asked = { kinds: ["calls_per_day"], key_id: null } as const;
    const answers: boolean[] = [];
    for (let n = 0; n < times; n++) answers.push((await meter.count(asked)).ok);
    await db
      .update(user)
      .set({ expiresAt: new Date(0) })
      .where(eq(user.id, me?.id ?? ""));
    return answers.filter(Boolean).length;
  };
  const first = await knock(from);
  const cookie = /engawa_device=[^;]+/.exec(first.headers.get("set-cookie") ?? "")?.[0] ?? "";
  expect(await say(first, 7)).toBe(7);
  await purgeGuests(env, Date.now());
  expect(await say(await knock({ ...from, cookie }), 7)).toBe(3);
  for (let n = 0; n < 4; n++) expect(await say(await knock(from), 10)).toBe(10);
  expect(await say(await knock(from), 1)).toBe(0);
  expect(await say(await knock({ "cf-connecting-ip": "198.51.100.9" }), 1)).toBe(1);
});

test("the hour is the visitor's like the day, a refused message counts nowhere, and the reset is the last in the way", async () => {
  await db
    .update(user)
    .set({ expiresAt: new Date(0) })
    .where(eq(user.role, "guest"));
  const from = { "cf-connecting-ip": "203.0.115.9" };
  const kinds = ["messages_per_hour", "calls_per_day"] as const;
  const say = (guest: Person) => meterOf(env, guest.id).count({ kinds, key_id: null });
  const usedBy = async (guest: Person) => {
    const { limits } = await meterOf(env, guest.id).view(null);
    return kinds.map((kind) => limits.find((one) => one.kind === kind)?.used);
  };
  const leave = async (guest: Person) =>
    db
      .update(user)
      .set({ expiresAt: new Date(0) })
      .where(eq(user.id, guest.id));
  const response = await knock(from);
  const cookie = /engawa_device=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? "";
  const { me } = await bodyOf<SignInResult>(response);
  const first: Person = { id: me?.id ?? "", email: "", role: "guest", cookie };
  for (let n = 0; n < 5; n++) expect((await say(first)).ok).toBe(true);
  await leave(first);
  const second = await enter({ ...from, cookie });
  expect(await say(second)).toMatchObject({
    ok: false,
    code: "RATE_003",
    details: { used: 5, limit: 5 },
  });
  expect(await usedBy(second)).toEqual([5, 5]);
  // Some hours later: the hour is another, and the day used up.
  const today = like(signInThrottle.key, `guest:%:${dayOf(Date.now())}`);
  await db.update(signInThrottle).set({ failures: 10 }).where(today);
  await db.delete(signInThrottle).where(and(like(signInThrottle.key, "guest:%"), not(today)));
  await leave(second);
  const third = await enter({ ...from, cookie });
  expect(await say(third)).toMatchObject({
    ok: false,
    code: "RATE_002",
    details: { used: 10, limit: 10, resets_at: new Date(nextDay(Date.now())).toISOString() },
  });
  expect(await usedBy(third)).toEqual([0, 10]);
});

test("where the site tells people from programs, a guest shows that first", async () => {
  const bindings = {
    ...open,
    TURNSTILE_SITE_KEY: "site",
    TURNSTILE_SECRET_KEY: "turnstile-secret",
  };
  expect(await codeOf(await knock({}, bindings))).toBe("AUTH_015");
});
