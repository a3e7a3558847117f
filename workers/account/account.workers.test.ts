import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as contract from "#contract/account";
import type { Account } from "#contract/account";
import type { ErrorBody } from "#contract/errors";
import { passkey } from "../auth/second-factor/second-factor.sql.ts";
import { userIdentity } from "../auth/oauth/user-identity.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { systemSetting } from "../settings/system-setting.sql.ts";
import { forgetSettings } from "../settings/read-settings.ts";
import { mailEventsTo, tokenTo } from "../testing/mails.ts";
import { call, codeOf, createAccount, request, signIn, signUp } from "../testing/people.ts";
import type { Person } from "../testing/people.ts";

const db = openDb(env.DB);
const account = async (as: Person) =>
  (await (await call(as, contract.getAccount)).json()) as Account;

describe("one's own account", () => {
  test("says who one is, and nothing of how the password is kept", async () => {
    const person = await signUp("user");
    const body = await account(person);
    expect(body).toMatchObject({ id: person.id, email: person.email, has_password: true });
    expect(JSON.stringify(body)).not.toContain("scrypt");
  });

  test("changes field by field; what is not named stays", async () => {
    const person = await signUp("user");
    const json = { name: "Hanako", language: "en", theme: "dark", time_zone: "Europe/Berlin" };
    expect(await (await call(person, contract.updateAccount, { json })).json()).toMatchObject(json);
    await call(person, contract.updateAccount, { json: { language: null } });
    expect(await account(person)).toMatchObject({ ...json, language: null });
    const row = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.resourceId, person.id))
      .orderBy(desc(auditLog.createdAt))
      .get();
    expect(row).toMatchObject({ action: "UPDATE", changedFields: ["language"] });
  });

  test("nobody gives themselves a role, a state or an address (mass assignment)", async () => {
    const person = await signUp("user");
    const json = {
      name: "Still me",
      role: "admin",
      status: "disabled",
      email: "boss@example.test",
      id: crypto.randomUUID(),
      hold: true,
      passwordHash: "x",
      must_change_password: true,
      emailVerifiedAt: 1,
    };
    expect((await call(person, contract.updateAccount, { json })).status).toBe(400);
    const row = await db.select().from(user).where(eq(user.id, person.id)).get();
    expect(row).toMatchObject({
      role: "user",
      status: "active",
      email: person.email,
      hold: false,
      mustChangePassword: false,
      emailVerifiedAt: null,
    });
  });

  test("a time zone nobody has is refused", async () => {
    const person = await signUp("user");
    const response = await call(person, contract.updateAccount, {
      json: { time_zone: "Mars/Base" },
    });
    expect(await codeOf(response)).toBe("REQUEST_001");
  });

  test("an old password is pointed out where the site wants that, and still works (T-08)", async () => {
    const person = await signUp("user");
    const passwordChangedAt = new Date(Date.now() - 91 * 86_400_000);
    await db.update(user).set({ passwordChangedAt }).where(eq(user.id, person.id));
    expect((await account(person)).password_old).toBe(false);
    const now = new Date();
    await db.insert(systemSetting).values({
      id: crypto.randomUUID(),
      category: "SECURITY",
      key: "password_expiry_days",
      value: 90,
      valueType: "NUMBER",
      createdAt: now,
      updatedAt: now,
    });
    forgetSettings(env);
    expect((await account(person)).password_old).toBe(true);
    expect((await signIn(person)).status).toBe(200);
    await db.delete(systemSetting).where(eq(systemSetting.key, "password_expiry_days"));
    forgetSettings(env);
  });
});

describe("another address", () => {
  const change = (as: Person, email: string) => call(as, contract.changeEmail, { json: { email } });
  const verify = (token: string) =>
    request("POST", "/api/v1/auth/verify-email", { json: { token } });
  const fresh = () => `${crypto.randomUUID()}@example.test`;

  test("takes effect when its mail is answered; the old one hears of it", async () => {
    const [person, next] = [await signUp("user"), fresh()];
    expect(await (await change(person, next)).json()).toMatchObject({
      email: person.email,
      pending_email: next,
    });
    expect(await mailEventsTo(person.email)).toEqual(["email_change_requested"]);
    const token = await tokenTo(next, "verify_email");
    expect(await (await verify(token)).json()).toEqual({ email: next });
    expect(await account(person)).toMatchObject({ email: next, pending_email: null });
    expect(await codeOf(await verify(token))).toBe("AUTH_012");
    expect((await signIn({ email: next })).status).toBe(200);
    expect((await signIn(person)).status).toBe(401);
  });

  test("a link for an address that was asked for before is worth nothing", async () => {
    const [person, first, second] = [await signUp("user"), fresh(), fresh()];
    await change(person, first);
    const token = await tokenTo(first, "verify_email");
    await change(person, second);
    expect(await codeOf(await verify(token))).toBe("AUTH_012");
  });

  test("after five in an hour it says when the first of them is an hour old (U-092)", async () => {
    const person = await signUp("user");
    for (let n = 0; n < 5; n++) await change(person, fresh());
    await env.DB.prepare(
      "UPDATE one_time_token SET created_at = created_at - 1800000 WHERE user_id = ?",
    )
      .bind(person.id)
      .run();
    const refused = await change(person, fresh());
    expect(refused.status).toBe(429);
    const { error } = await refused.json<{ error: ErrorBody["error"] }>();
    expect(error.retry_after).toBeGreaterThan(1700);
    expect(error.retry_after).toBeLessThanOrEqual(1800);
    expect(error.message).toMatch(/(29|30)(分後| minutes)/);
    expect(error.details).toMatchObject({ limit: 5, resets_at: expect.any(String) });
  });

  test("a reset link sent to the old address stops working with the change", async () => {
    const [person, next] = [await signUp("user"), fresh()];
    await request("POST", "/api/v1/auth/password-reset", { json: { email: person.email } });
    const reset = await tokenTo(person.email, "password_reset");
    await change(person, next);
    await verify(await tokenTo(next, "verify_email"));
    const json = { token: reset, password: "another-evening-on-the-porch-4" };
    const response = await request("POST", "/api/v1/auth/password-reset/confirm", { json });
    expect(await codeOf(response)).toBe("AUTH_012");
  });

  test("an address somebody has is answered like any other; its owner is told (enumeration)", async () => {
    const [person, other] = [await signUp("user"), await createAccount("user")];
    const [free, taken] = [await change(person, fresh()), await change(person, other.email)];
    expect([taken.status, await taken.json()]).toEqual([
      free.status,
      { ...((await free.json()) as object), pending_email: other.email },
    ]);
    expect(await mailEventsTo(other.email)).toEqual(["email_in_use"]);
  });

  test("of two who confirm one address, the first has it", async () => {
    const [one, two, next] = [await signUp("user"), await signUp("user"), fresh()];
    await change(one, next);
    const first = await tokenTo(next, "verify_email");
    await change(two, next);
    const second = await tokenTo(next, "verify_email");
    expect((await verify(first)).status).toBe(200);
    expect(await codeOf(await verify(second))).toBe("USER_002");
  });

  test("needs a fresh proof, and does not fill strangers' inboxes", async () => {
    const person = await signUp("user");
    for (let at = 0; at < 5; at++) expect((await change(person, fresh())).status).toBe(200);
    expect(await codeOf(await change(person, fresh()))).toBe("RATE_LIMIT_EXCEEDED");
    const provedAt = new Date(Date.now() - 11 * 60_000);
    await db.update(userSession).set({ provedAt }).where(eq(userSession.userId, person.id));
    expect(await codeOf(await change(person, fresh()))).toBe("AUTH_010");
  });
});

describe("unlinking a provider", () => {
  const link = (userId: string, provider: string) =>
    db.insert(userIdentity).values({
      provider,
      subject: crypto.randomUUID(),
      userId,
      linkedAt: new Date(),
    });
  const offered = {
    GITHUB_CLIENT_ID: "a",
    GITHUB_CLIENT_SECRET: "b",
    GOOGLE_CLIENT_ID: "a",
    GOOGLE_CLIENT_SECRET: "b",
  };
  const unlink = (as: Person, provider: string) =>
    request("DELETE", `/api/v1/account/identities/${provider}`, { as, env: offered });
  const withoutPassword = async () => {
    const person = await signUp("user");
    await db.update(user).set({ passwordHash: null }).where(eq(user.id, person.id));
    return person;
  };

  test("works beside a password", async () => {
    const person = await signUp("user");
    await link(person.id, "github");
    expect((await account(person)).identities).toMatchObject([{ provider: "github" }]);
    expect(await (await unlink(person, "github")).json()).toMatchObject({ identities: [] });
    expect(await codeOf(await unlink(person, "github"))).toBe("USER_005");
  });

  test("is refused where nothing else is left to sign in with", async () => {
    const person = await withoutPassword();
    await link(person.id, "github");
    expect(await codeOf(await unlink(person, "github"))).toBe("USER_007");
    await db.insert(passkey).values({
      id: crypto.randomUUID(),
      userId: person.id,
      credentialId: crypto.randomUUID(),
      publicKey: "x",
      counter: 0,
      name: "Key",
      backedUp: false,
      createdAt: new Date(),
    });
    expect(await codeOf(await unlink(person, "github"))).toBe("AUTH_010");
    const proved = { provedAt: new Date(), provedBy: "second_factor" } as const;
    await db.update(userSession).set(proved).where(eq(userSession.userId, person.id));
    expect((await unlink(person, "github")).status).toBe(200);
  });

  test("is refused where the site offers none of the others any more", async () => {
    const person = await withoutPassword();
    await link(person.id, "github");
    await link(person.id, "entra");
    expect(await codeOf(await unlink(person, "github"))).toBe("USER_007");
    expect((await unlink(person, "entra")).status).toBe(200);
  });

  test("of the last two at once, one stays", async () => {
    const person = await withoutPassword();
    await link(person.id, "github");
    await link(person.id, "google");
    const both = await Promise.all([unlink(person, "github"), unlink(person, "google")]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 409]);
  });
});
