import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { getAccount } from "#contract/account";
import { getAuthStatus } from "#contract/auth";
import { startActing } from "#contract/impersonation";
import { openDb } from "../platform/db.ts";
import { newCaller } from "../testing/callers.ts";
import { settle } from "../testing/chat.ts";
import { accountOf, call, codeOf, password, request, signUp } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";
import { userSession } from "./user-session.sql.ts";

const db = openDb(env.DB);

const rename = (cookie: string, madeFor: string | null, name: string) =>
  request("PATCH", "/api/v1/account", {
    json: { name },
    headers: { cookie, ...(madeFor === null ? {} : { "engawa-user": madeFor }) },
  });

test("a page made for one person writes nothing as another who signed in beside it", async () => {
  const [before, now] = [await signUp("user"), await signUp("user")];
  const was = (await accountOf(now.id))?.name;
  const earlier = new Date(Date.now() - 30 * 60_000);
  const theirs = eq(userSession.userId, now.id);
  await db.update(userSession).set({ lastActivityAt: earlier }).where(theirs);

  const answer = await rename(now.cookie, before.id, "Taken");
  expect(answer.status).toBe(409);
  expect(await codeOf(answer)).toBe("AUTH_024");
  expect((await accountOf(now.id))?.name).toBe(was);

  // It is no activity of theirs either, neither for the sign-in nor on the record.
  const login = await db.select().from(userSession).where(theirs).get();
  expect(login?.lastActivityAt).toEqual(earlier);
  const recorded = () =>
    env.DB.prepare("SELECT user_id, error_code FROM user_activity WHERE id = ?")
      .bind(answer.headers.get("x-request-id"))
      .first();
  await expect
    .poll(recorded, { timeout: 10_000 })
    .toEqual({ user_id: null, error_code: "AUTH_024" });

  expect((await rename(now.cookie, now.id, "Own page")).status).toBe(200);
  expect((await rename(now.cookie, null, "No page")).status).toBe(200);
});

test("a key speaks for its owner alone, whatever page is named", async () => {
  const key = await newCaller({ role: "user", key: ["read"] });
  const headers = { ...key, "engawa-user": crypto.randomUUID() };
  expect((await request("GET", "/api/v1/projects", { headers })).status).toBe(200);
});

test("a page made for one person opens no socket as another, whose chat it may be by now", async () => {
  const [{ person: now, session }, before] = [await settle(), await signUp("user")];
  const headers = { upgrade: "websocket" };
  const open = (query: string) =>
    request("GET", `/ws/chat/${session}?${query}`, { as: now, headers });
  const refused = await open(`since=3&user=${before.id}`);
  expect([refused.status, await codeOf(refused)]).toEqual([409, "AUTH_024"]);
  for (const query of [`user=${now.id}`, ""]) {
    const { status, webSocket } = await open(query);
    expect(status).toBe(101);
    webSocket?.accept();
    webSocket?.close();
  }
  // Elsewhere `user` is nobody's word for the page.
  const list = await request("GET", `/api/v1/projects?user=${before.id}`, { as: now });
  expect(list.status).toBe(200);
});

test("reading is refused as well; signing in is not", async () => {
  const [before, now] = [await signUp("user"), await signUp("user")];
  const headers = { cookie: now.cookie, "engawa-user": before.id };
  const read = await request(getAccount.method, "/api/v1/account", { headers });
  expect(await codeOf(read)).toBe("AUTH_024");
  expect((await request(getAuthStatus.method, "/api/v1/auth/status", { headers })).status).toBe(
    200,
  );
  const json = { email: before.email, password };
  expect((await request("POST", "/api/v1/auth/login", { json, headers })).status).toBe(200);
});

test("a page of who acts as somebody does nothing as themselves, nor the other way round", async () => {
  const [admin, target] = [await provedAdmin(), await signUp("user")];
  const begun = await call(admin, startActing, {
    param: { user_id: target.id },
    json: { reason: "support case 42: cannot see a project" },
  });
  const acting = `${admin.cookie}; ${begun.headers.getSetCookie()[0]?.split(";")[0]}`;
  const list = (cookie: string, madeFor: string) =>
    request("GET", "/api/v1/projects", { headers: { cookie, "engawa-user": madeFor } });
  expect(await codeOf(await list(acting, admin.id))).toBe("AUTH_024");
  expect((await list(acting, target.id)).status).toBe(200);
  expect(await codeOf(await list(admin.cookie, target.id))).toBe("AUTH_024");
});
