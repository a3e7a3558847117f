import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDb, runBatch } from "../platform/db.ts";
import { mailsTo, tokenTo } from "../testing/mails.ts";
import { codeOf, cookieOf, createAccount, password, request } from "../testing/people.ts";
import { invite, inviteAgain } from "./invite.ts";
import { oneTimeToken } from "./one-time-token.sql.ts";
import { isDuplicate } from "./service.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const site = "http://engawa.test";

async function invited(role: "user" | "admin" = "user") {
  const by = await createAccount("admin");
  const email = `${crypto.randomUUID()}@example.test`;
  const person = { email, name: "New Person", role, language: "en" as const };
  const { id, link, statements } = await invite(db, env, site, person, { id: by.id, name: "Ada" });
  await runBatch(db, ...(statements as [never]));
  return { id, email, link, by, token: await tokenTo(email, "invitation") };
}

const look = (token: string) => request("POST", "/api/v1/auth/invitation", { json: { token } });
const accept = (token: string, more = {}) =>
  request("POST", "/api/v1/auth/invitation/accept", {
    json: { token, name: "Chosen Name", password, ...more },
  });

test("an invitation says whom it is for, makes the account with name and password, and signs in", async () => {
  const { email, token, link } = await invited("admin");
  expect(link).toBe(`${site}/invitation#${token}`);
  expect(await (await look(token)).json()).toEqual({
    email,
    name: "New Person",
    role: "admin",
    invited_by: expect.stringContaining("Person"),
  });
  const response = await accept(token);
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({
    me: { email, name: "Chosen Name", role: "admin", language: "en" },
    challenge: null,
  });
  const cookie = cookieOf(response);
  expect((await request("GET", "/api/v1/projects", { headers: { cookie } })).status).toBe(200);
  const account = await db.select().from(user).where(eq(user.email, email)).get();
  expect(account?.emailVerifiedAt).toBeInstanceOf(Date);
});

test("an invitation works once, also for two who come at once", async () => {
  const { token } = await invited();
  const answers = await Promise.all([accept(token), accept(token)]);
  expect(answers.map((response) => response.status).sort()).toEqual([201, 422]);
  expect(await codeOf(await accept(token))).toBe("AUTH_012");
  expect(await codeOf(await look(token))).toBe("AUTH_012");
});

test("nobody accepts into more than they were invited to (mass assignment)", async () => {
  const { token, id } = await invited();
  const more = { role: "admin", email: "else@example.test", status: "disabled" };
  expect(await codeOf(await accept(token, more))).toBe("REQUEST_001");
  await accept(token);
  const account = await db.select().from(user).where(eq(user.id, id)).get();
  expect(account).toMatchObject({ role: "user", status: "active" });
  expect(account?.email).not.toBe("else@example.test");
});

test("a weak password leaves the invitation as it was", async () => {
  const { token } = await invited();
  expect(await codeOf(await accept(token, { password: "Short-1" }))).toBe("AUTH_007");
  expect((await accept(token)).status).toBe(201);
});

test("a newer invitation makes the older worthless; a closed account cannot be accepted into", async () => {
  const { id, email, token, by } = await invited();
  const account = { id, email, name: "New Person", language: null, timeZone: "Asia/Tokyo" };
  const again = await inviteAgain(db, env, site, account, { id: by.id, name: "Ada" });
  await runBatch(db, ...(again.statements as [never]));
  expect(await codeOf(await accept(token))).toBe("AUTH_012");
  expect(await mailsTo(email)).toHaveLength(2);
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, id));
  expect(await codeOf(await accept(again.link.split("#")[1] ?? ""))).toBe("AUTH_012");
});

test("an invitation is good for seven days", async () => {
  const { id, token } = await invited();
  const mine = eq(oneTimeToken.userId, id);
  const row = await db.select().from(oneTimeToken).where(mine).get();
  expect(Number(row?.expiresAt) - Number(row?.createdAt)).toBe(604_800_000);
  const endsIn = (ms: number) =>
    db
      .update(oneTimeToken)
      .set({ expiresAt: new Date(Date.now() + ms) })
      .where(mine);
  await endsIn(-1);
  expect(await codeOf(await look(token))).toBe("AUTH_012");
  await endsIn(60_000);
  expect((await look(token)).status).toBe(200);
});

test("an invited person has no way in before accepting", async () => {
  const { email } = await invited();
  const response = await request("POST", "/api/v1/auth/login", { json: { email, password } });
  expect(await codeOf(response)).toBe("AUTH_001");
});

test("an address is invited once", async () => {
  const { email, by } = await invited();
  const person = { email, name: "Again", role: "user" } as const;
  const second = await invite(db, env, site, person, { id: by.id, name: "Ada" });
  const failed = runBatch(db, ...(second.statements as [never])).catch(isDuplicate);
  expect(await failed).toBe(true);
});

test("accepting gives a secret nobody had before, whatever cookie came along (session fixation)", async () => {
  const { token } = await invited();
  const given = "engawa_login=chosen-by-somebody-else";
  const response = await request("POST", "/api/v1/auth/invitation/accept", {
    json: { token, name: "A", password },
    headers: { cookie: given },
  });
  expect(cookieOf(response)).toMatch(/^engawa_login=ey/);
  expect(cookieOf(response)).not.toBe(given);
});
