import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { app } from "../../app.ts";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { notice } from "../../notices/notice.sql.ts";
import { mailEventsTo, mailsTo, tokenTo } from "../../testing/mails.ts";
import {
  codeOf,
  cookieOf,
  createAccount,
  password,
  request,
  signUp,
} from "../../testing/people.ts";
import type { Person } from "../../testing/people.ts";
import { oneTimeToken } from "../one-time-token.sql.ts";
import { user } from "../user.sql.ts";
import { passwordHistory } from "./password-history.sql.ts";

const db = openDb(env.DB);
const other = "another-evening-on-the-porch-4";
const codeOrOk = async (response: Response) => (response.ok ? "ok" : codeOf(response));

const signIn = (email: string, given: string) =>
  request("POST", "/api/v1/auth/login", { json: { email, password: given } });
const change = async (as: Person, next: string, current = password) =>
  codeOrOk(await request("PUT", "/api/v1/account/password", { as, json: { current, next } }));
const standing = async (cookie: string) =>
  (await request("GET", "/api/v1/account", { headers: { cookie } })).status;
const accountOf = (id: string) => db.select().from(user).where(eq(user.id, id)).get();

describe("choosing a new password", () => {
  test("needs the old one; a stolen sign-in does not get to guess it", async () => {
    const person = await signUp("user");
    for (let at = 0; at < 5; at++) expect(await change(person, other, "wrong")).toBe("AUTH_001");
    expect(await change(person, other)).toBe("AUTH_003");
    const bare = await request("PUT", "/api/v1/account/password", {
      as: person,
      json: { next: other },
    });
    expect(await codeOf(bare)).toBe("AUTH_010");
  });

  test("ends every other sign-in at once, keeps this one, and tells the owner twice", async () => {
    const person = await signUp("user");
    const second = cookieOf(await signIn(person.email, password));
    expect(await change(person, other)).toBe("ok");
    expect(await standing(second)).toBe(401);
    expect(await standing(person.cookie)).toBe(200);
    expect((await signIn(person.email, password)).status).toBe(401);
    expect((await signIn(person.email, other)).status).toBe(200);
    expect(await mailEventsTo(person.email)).toContain("password_changed");
    const told = await db.select().from(notice).where(eq(notice.userId, person.id));
    expect(told.map((one) => one.kind)).toContain("password_changed");
    const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
    expect(rows.map((row) => row.action)).toContain("PASSWORD_CHANGED");
    expect(JSON.stringify([rows, await mailsTo(person.email)])).not.toContain(other);
  });

  test("refuses what is weak, common or the owner's own name (T-07)", async () => {
    const person = await signUp("user");
    await db.update(user).set({ name: "Hanako Tanaka" }).where(eq(user.id, person.id));
    expect(await change(person, "Short-1")).toBe("AUTH_007");
    expect(await change(person, "Password1234!")).toBe("AUTH_014");
    expect(await change(person, "hanako-kx83-lq92-ow")).toBe("AUTH_014");
  });

  test("refuses the present one and the three before it, and the fourth may come again (U-051)", async () => {
    const person = await signUp("user");
    const next = (number: number) => `an-evening-on-the-porch-no-${number}`;
    expect(await change(person, password)).toBe("AUTH_013");
    let current = password;
    for (const number of [1, 2, 3]) {
      expect(await change(person, next(number), current)).toBe("ok");
      current = next(number);
    }
    expect(await change(person, password, current)).toBe("AUTH_013");
    expect(await change(person, next(1), current)).toBe("AUTH_013");
    expect(await change(person, next(4), current)).toBe("ok");
    expect(await change(person, password, next(4))).toBe("ok");
    const kept = await db
      .select()
      .from(passwordHistory)
      .where(eq(passwordHistory.userId, person.id));
    expect(kept).toHaveLength(3);
  }, 120_000);

  test("of two changes at once one counts", async () => {
    const person = await signUp("user");
    const results = await Promise.all([change(person, other), change(person, `${other}-too`)]);
    expect(results.sort()).toEqual(["USER_005", "ok"]);
  });

  test("opens what was closed until a new password is chosen (AUTH_016)", async () => {
    const person = await signUp("user");
    await db.update(user).set({ mustChangePassword: true }).where(eq(user.id, person.id));
    const projects = () => request("GET", "/api/v1/projects", { as: person });
    expect(await codeOf(await projects())).toBe("AUTH_016");
    expect(await change(person, other)).toBe("ok");
    expect((await projects()).status).toBe(200);
  });
});

describe("a forgotten password (U-162)", () => {
  const ask = (email: string, more: Parameters<typeof request>[2] = {}) =>
    request("POST", "/api/v1/auth/password-reset", { json: { email, language: "en" }, ...more });
  const confirm = async (token: string, next: string) =>
    codeOrOk(
      await request("POST", "/api/v1/auth/password-reset/confirm", {
        json: { token, password: next },
      }),
    );

  test("the link of the mail sets a new one, once; every sign-in ends", async () => {
    const person = await signUp("user");
    expect((await ask(person.email)).status).toBe(204);
    const token = await tokenTo(person.email, "password_reset");
    expect(await confirm(token, "Short-1")).toBe("AUTH_007");
    expect(await confirm(token, other)).toBe("ok");
    expect(await confirm(token, `${other}-too`)).toBe("AUTH_012");
    expect(await standing(person.cookie)).toBe(401);
    expect((await signIn(person.email, other)).status).toBe(200);
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
    await db
      .update(oneTimeToken)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(oneTimeToken.userId, id));
    expect(await confirm(token, other)).toBe("AUTH_012");
    const row = await db
      .select()
      .from(oneTimeToken)
      .where(eq(oneTimeToken.userId, id))
      .orderBy(desc(oneTimeToken.createdAt))
      .get();
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("the new password forgets an address somebody else may have asked for, and lifts locks", async () => {
    const person = await signUp("user");
    await db.update(user).set({ pendingEmail: "thief@example.test" }).where(eq(user.id, person.id));
    for (let at = 0; at < 6; at++) await signIn(person.email, "wrong");
    await ask(person.email);
    expect(await confirm(await tokenTo(person.email, "password_reset"), other)).toBe("ok");
    expect((await accountOf(person.id))?.pendingEmail).toBeNull();
    expect((await signIn(person.email, other)).status).toBe(200);
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
