import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { desc, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lockUser, resetUserPassword, unlockUser } from "#contract/admin-user-state";
import type { Endpoint } from "#contract/endpoint";
import { app } from "../../app.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { notice } from "../../notices/notice.sql.ts";
import { mailsTo, tokenTo } from "../../testing/mails.ts";
import { makeKey, withKey } from "../../testing/keys.ts";
import {
  accountOf,
  call,
  codeOf,
  createAccount,
  password,
  request,
  signIn,
  signUp,
} from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { oneTimeToken } from "../one-time-token.sql.ts";
import { signInThrottle } from "../sign-in-throttle.sql.ts";
import { user } from "../user.sql.ts";
import { other, change, standing, ask, confirm } from "../../testing/passwords.ts";

const db = openDb(env.DB);

describe("a forgotten password (U-162)", () => {
  test("the link of the mail sets a new one, once; every sign-in ends", async () => {
    const person = await signUp("user");
    expect((await ask(person.email)).status).toBe(204);
    const token = await tokenTo(person.email, "password_reset");
    expect(await confirm(token, "Short-1")).toBe("AUTH_007");
    expect(await confirm(token, other)).toBe("ok");
    expect(await confirm(token, `${other}-too`)).toBe("AUTH_012");
    expect(await standing(person.cookie)).toBe(401);
    expect((await signIn(person, other)).status).toBe(200);
  });

  test("no device is known after it, be it signed in at the time or signed out long before", async () => {
    const person = await signUp("user");
    const enter = async (given: string, cookie = "") => {
      const { headers } = await signIn(person, given, { cookie });
      const pairs = headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
      const named = (name: string) => pairs.find((pair) => pair.startsWith(`${name}=`)) ?? "";
      return { login: named("engawa_login"), device: named("engawa_device") };
    };
    const leave = (cookie: string) =>
      request("POST", "/api/v1/auth/logout", { headers: { cookie } });
    const told = async () => {
      const rows = await db.select().from(notice).where(eq(notice.userId, person.id));
      return rows.filter((one) => one.kind === "new_login").length;
    };
    const [left, stays] = [await enter(password), await enter(password)];
    await leave(left.login);
    const before = await told();
    await leave((await enter(password, left.device)).login);
    expect(await told()).toBe(before);
    await ask(person.email);
    expect(await confirm(await tokenTo(person.email, "password_reset"), other)).toBe("ok");
    for (const { device } of [left, stays]) await enter(other, device);
    expect(await told()).toBe(before + 2);
    await enter(other, left.device);
    expect(await told()).toBe(before + 2);
  });

  test("keys outlive it, unless their owner says otherwise: by a change, and by the mail", async () => {
    const person = await signUp("user");
    const works = async (key: string) =>
      (await withKey(key, "GET", "/api/v1/projects")).status === 200;
    const [first, json] = [await makeKey(person), { current: password, next: other }];
    const path = "/api/v1/account/password";
    expect(await change(person, other)).toBe("ok");
    expect(await works(first.api_key)).toBe(true);
    const again = { current: json.next, next: `${other}-too`, revoke_keys: true };
    expect((await request("PUT", path, { as: person, json: again })).status).toBe(204);
    expect(await works(first.api_key)).toBe(false);
    const second = await makeKey(person);
    await ask(person.email);
    const token = await tokenTo(person.email, "password_reset");
    const set = { token, password: `${other}-three`, revoke_keys: true };
    expect(
      (await request("POST", "/api/v1/auth/password-reset/confirm", { json: set })).status,
    ).toBe(204);
    expect(await works(second.api_key)).toBe(false);
    const rows = await db.select().from(auditLog).where(eq(auditLog.userId, person.id));
    const revoked = rows.filter((row) => row.action === "REVOKE").map((row) => row.resourceId);
    expect(revoked).toEqual([first.id, second.id]);
    const told = rows.find((row) => row.action === "PASSWORD_RESET");
    expect(told?.metadata).toEqual({ keys_revoked: 1 });
    const mails = (await mailsTo(person.email)).filter(
      (mail) => mail.eventType === "password_changed",
    );
    expect(
      mails.map((mail) => /(?:取り消しました|有効な API キー): \d個/.exec(mail.body ?? "")?.[0]),
    ).toEqual(["取り消しました: 1個", "取り消しました: 1個", "有効な API キー: 1個"]);
  });

  test("an administrator's lock stays: their own link works, one asked for before does not (U-162)", async () => {
    const person = await signUp("user");
    const admin = await provedAdmin();
    const act = (spec: Endpoint, json: object) =>
      call(admin, spec, { param: { id: person.id }, json });
    await ask(person.email);
    const before = await tokenTo(person.email, "password_reset");
    expect((await act(lockUser, { reason: "a lost laptop" })).status).toBe(200);
    expect(await confirm(before, other)).toBe("AUTH_012");
    expect((await act(resetUserPassword, {})).status).toBe(200);
    expect(await confirm(await tokenTo(person.email, "password_reset"), other)).toBe("ok");
    expect(await codeOf(await signIn(person, other))).toBe("AUTH_003");
    expect((await act(unlockUser, {})).status).toBe(200);
    expect((await signIn(person, other)).status).toBe(200);
  });

  test("of two at once with one link, one counts", async () => {
    const { email } = await createAccount("user");
    await ask(email);
    const token = await tokenTo(email, "password_reset");
    const results = await Promise.all([confirm(token, other), confirm(token, `${other}-too`)]);
    expect(results.sort()).toEqual(["AUTH_012", "ok"]);
  });

  test("an unknown, an invited and a closed address are answered like any other, and get no mail", async () => {
    const known = await createAccount("user");
    const closed = [
      await createAccount("user", "disabled"),
      await createAccount("user", "invited"),
    ];
    const answer = await ask(known.email);
    for (const email of ["nobody@example.test", ...closed.map((account) => account.email)]) {
      const same = await ask(email);
      expect([same.status, await same.text()]).toEqual([
        answer.status,
        await answer.clone().text(),
      ]);
      expect(await mailsTo(email)).toEqual([]);
    }
  });

  test("the answer does not wait for what only a known address gets", async () => {
    const known = await createAccount("user");
    const order: string[] = [];
    const { prepare, batch } = env.DB;
    const DB = {
      prepare: (query: string) => {
        order.push(query);
        return prepare.call(env.DB, query);
      },
      batch: (statements: D1PreparedStatement[]) => batch.call(env.DB, statements),
    } as unknown as D1Database;
    const asked: string[][] = [];
    for (const email of ["first@example.test", known.email, "nobody@example.test"]) {
      order.length = 0;
      const context = createExecutionContext();
      const response = await app.fetch(
        new Request("http://engawa.test/api/v1/auth/password-reset", {
          method: "POST",
          headers: { origin: "http://engawa.test", "content-type": "application/json" },
          body: JSON.stringify({ email }),
        }),
        { ...env, DB },
        context,
      );
      expect(response.status).toBe(204);
      asked.push([...order]);
      await waitOnExecutionContext(context);
    }
    expect(asked[1]).toEqual(asked[2]);
    expect(await mailsTo(known.email)).toHaveLength(1);
  });

  test("three mails an hour at most; the last link is the one that works", async () => {
    const { email } = await createAccount("user");
    await ask(email);
    const first = await tokenTo(email, "password_reset");
    for (let at = 0; at < 4; at++) await ask(email);
    expect(await mailsTo(email)).toHaveLength(3);
    expect(await confirm(first, other)).toBe("AUTH_012");
    expect(await confirm(await tokenTo(email, "password_reset"), other)).toBe("ok");
  });

  test("who asked too often is told until when (U-092)", async () => {
    const email = `${crypto.randomUUID()}@example.test`;
    expect((await ask(email)).status).toBe(204);
    const lock = "UPDATE sign_in_throttle SET locked_until = ? WHERE substr(key, 1, 6) = 'reset:'";
    const until = (at: number | null) => env.DB.prepare(lock).bind(at).run();
    await until(Date.now() + 600_000);
    const refused = await ask(email);
    await until(null);
    expect(Math.round(Number(refused.headers.get("retry-after")) / 60)).toBe(10);
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { error: { details: { limit: 30, resets_at: expect.any(String) } } },
    ]);
  });

  test("a link is good for an hour, for its account, for this and nothing else", async () => {
    const { email, id } = await createAccount("user");
    await ask(email);
    const token = await tokenTo(email, "password_reset");
    for (const path of ["unlock", "verify-email", "invitation"]) {
      const json = { token };
      expect(await codeOf(await request("POST", `/api/v1/auth/${path}`, { json }))).toBe(
        "AUTH_012",
      );
    }
    const mine = eq(oneTimeToken.userId, id);
    const sent = await db.select().from(oneTimeToken).where(mine).get();
    expect(Number(sent?.expiresAt) - Number(sent?.createdAt)).toBe(3_600_000);
    await db
      .update(oneTimeToken)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(mine);
    expect(await confirm(token, other)).toBe("AUTH_012");
    const row = await db
      .select()
      .from(oneTimeToken)
      .where(mine)
      .orderBy(desc(oneTimeToken.createdAt))
      .get();
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("the new password forgets an address somebody else may have asked for, and lifts locks", async () => {
    const person = await signUp("user");
    await db.update(user).set({ pendingEmail: "thief@example.test" }).where(eq(user.id, person.id));
    for (let at = 0; at < 6; at++) await signIn(person, "wrong");
    for (const guessed of ["factor", "password"]) {
      const key = `${guessed}:${person.id}:192.0.2.0/24`;
      await db.insert(signInThrottle).values({ key, failures: 5, windowStartedAt: new Date() });
    }
    await ask(person.email);
    expect(await confirm(await tokenTo(person.email, "password_reset"), other)).toBe("ok");
    expect((await accountOf(person.id))?.pendingEmail).toBeNull();
    expect((await signIn(person, other)).status).toBe(200);
    const held = sql`${signInThrottle.key} like ${`%:${person.id}:%`}`;
    expect(await db.$count(signInThrottle, held)).toBe(0);
  });

  test("the link leads to PUBLIC_URL, whatever Host or forwarded host the request names (open redirect)", async () => {
    const { email } = await createAccount("user");
    const bindings = { PUBLIC_URL: "https://engawa.example/", ENVIRONMENT: "production" };
    const MAIL = { send: async () => ({ messageId: "1" }) } as unknown as SendEmail;
    await ask(email, {
      site: "https://evil.example",
      headers: { "x-forwarded-host": "evil.example" },
      env: { ...bindings, MAIL: undefined as never },
    });
    expect(await mailsTo(email)).toEqual([]);
    const down = {
      ...MAIL,
      send: () => Promise.reject(new Error("later")),
    } as unknown as SendEmail;
    await ask(email, {
      site: "https://evil.example",
      headers: { "x-forwarded-host": "evil.example" },
      env: { ...bindings, MAIL: down, MAIL_FROM: "engawa@example.test" },
    });
    const [mail] = await mailsTo(email);
    expect(mail?.body).toContain("https://engawa.example/reset-password#");
    expect(mail?.body).not.toContain("evil.example");
  });

  test("a site that sends no mail says so", async () => {
    const response = await ask("a@example.test", { env: { ENVIRONMENT: "production" } });
    expect(await codeOf(response)).toBe("AUTH_019");
    const status = await request("GET", "/api/v1/auth/status");
    expect(await status.json()).toMatchObject({ mail_enabled: true, turnstile_site_key: null });
  });
});
