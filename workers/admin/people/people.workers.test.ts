import { env } from "cloudflare:workers";
import { and, eq, ne } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as invitation from "#contract/admin-invitation";
import * as contract from "#contract/admin-user";
import * as accountState from "#contract/admin-user-state";
import type { UserDetail, UserSummary } from "#contract/admin-user";
import type { Endpoint } from "#contract/endpoint";
import { findLocalPerson, localUserId } from "../../auth/local-person.ts";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { listProjects } from "../../testing/contract.ts";
import {
  call,
  codeOf,
  password,
  request,
  signIn,
  signUp,
  type Person,
} from "../../testing/people.ts";
import { addPasskey } from "../../testing/factors.ts";
import { tokenTo } from "../../testing/mails.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const act = (spec: Endpoint, person: { id: string }, json: Record<string, unknown> = {}) =>
  call(admin, spec, { param: { id: person.id }, json });

const works = async (person: Person) => (await call(person, listProjects)).status;

describe("what ends a person's access ends it on the next request", () => {
  test.each([
    ["lock", accountState.lockUser, {}, "locked"],
    ["suspend", accountState.suspendUser, { reason: "looked into" }, "suspended"],
    ["disable", accountState.disableUser, {}, "disabled"],
    ["stop at once (U-107)", accountState.stopUser, { reason: "a stolen key" }, "disabled"],
  ] as const)("%s", async (_name, spec, json, status) => {
    const person = await signUp("user");
    const changed = await act(spec, person, json);
    expect(changed.status).toBe(200);
    const detail = (await changed.json()) as UserDetail;
    expect(detail.status).toBe(status);
    // Who was signed in, or knows the password, hears why.
    expect(await works(person)).toBe(403);
    expect((await signIn(person)).status).toBe(403);
    expect(await works(person)).toBe(403);
    // Through the bin it comes back as what it was.
    await act(accountState.deleteUser, person, { confirm: person.email, reason: "gone" });
    const restored = await act(accountState.restoreUser, person);
    expect(await restored.json()).toMatchObject({ status, status_reason: detail.status_reason });
    expect((await act(accountState.enableUser, person)).status).toBe(200);
    expect((await signIn(person)).status).toBe(200);
  });

  test("delete, with the address typed; and within 14 days it is taken back", async () => {
    const person = await signUp("user");
    const mistyped = await act(accountState.deleteUser, person, { confirm: "other@example.test" });
    expect(mistyped.status).toBe(400);
    const deleted = await act(accountState.deleteUser, person, { confirm: person.email });
    const { gone_at } = (await deleted.json()) as { gone_at: string };
    expect(Date.parse(gone_at) - Date.now()).toBeGreaterThan(13.9 * 86_400_000);
    expect((await signIn(person)).status).toBe(401);
    expect((await act(accountState.restoreUser, person)).status).toBe(200);
    expect((await signIn(person)).status).toBe(200);
  });

  test("sign-out leaves the account as it is", async () => {
    const person = await signUp("user");
    await act(accountState.signUserOut, person);
    expect(await works(person)).toBe(401);
    expect((await signIn(person)).status).toBe(200);
  });
});

test("an administrator does not lock, disable, demote or delete themselves", async () => {
  for (const [spec, json] of [
    [accountState.lockUser, {}],
    [accountState.suspendUser, { reason: "oneself" }],
    [accountState.disableUser, {}],
    [contract.changeRole, { role: "user" }],
    [accountState.deleteUser, { confirm: admin.email }],
  ] as const) {
    const answer = await act(spec, admin, json);
    expect([spec.path, await codeOf(answer)]).toEqual([
      spec.path,
      expect.stringMatching(/USER_00[45]/),
    ]);
  }
});

test("two administrators who demote each other at the same time leave one who can sign in", async () => {
  const [a, b] = [await provedAdmin(), await provedAdmin()];
  await findLocalPerson({ ...env, ENABLE_AUTH: "false" }, { ip: null, userAgent: null });
  const others = await db
    .update(user)
    .set({ role: "user" })
    .where(and(eq(user.role, "admin"), ne(user.id, localUserId)))
    .returning({ id: user.id });
  await db.batch([
    db.update(user).set({ role: "admin" }).where(eq(user.id, a.id)),
    db.update(user).set({ role: "admin" }).where(eq(user.id, b.id)),
  ]);
  const demote = (by: Person, whom: Person) =>
    call(by, contract.changeRole, { param: { id: whom.id }, json: { role: "user" } });
  const answers = await Promise.all([demote(a, b), demote(b, a)]);
  const lasting = and(eq(user.role, "admin"), ne(user.id, localUserId));
  const left = await db.select().from(user).where(lasting);
  for (const { id } of others) {
    await db.update(user).set({ role: "admin" }).where(eq(user.id, id));
  }
  expect(left).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});

test("a new role is in force on the next request, told to the person and on record", async () => {
  const person = await signUp("user");
  await act(contract.changeRole, person, { role: "admin" });
  expect((await call(person, contract.listUsers)).status).toBe(200);
  const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
  expect(rows.find((row) => row.action === "ROLE_CHANGED")).toMatchObject({
    severity: "CRITICAL",
    userId: admin.id,
    oldValue: expect.objectContaining({ role: "user" }),
    newValue: expect.objectContaining({ role: "admin" }),
  });
});

test("limits of a person's own are seen with their source, found by the chip, and taken back", async () => {
  const person = await signUp("user");
  const set = (limits: Record<string, number | null>, shown = {}) =>
    act(contract.setUserLimits, person, { limits, shown });
  const detail = (await (
    await set({ calls_per_day: 7, sessions_held: null })
  ).json()) as UserDetail;
  expect(detail.limits).toContainEqual(
    expect.objectContaining({ kind: "calls_per_day", limit: 7, source: "user" }),
  );
  expect(detail.limits).toContainEqual(
    expect.objectContaining({ kind: "sessions_held", limit: null, source: "user" }),
  );
  expect(detail.custom_limits).toEqual({ calls_per_day: 7, sessions_held: null });
  const found = await find({ custom_limits: "true", q: person.email });
  expect(found.items.map((item) => item.id)).toEqual([person.id]);
  expect(
    ((await (await set({}, detail.custom_limits)).json()) as UserDetail).custom_limits,
  ).toEqual({});
  expect((await find({ custom_limits: "true", q: person.email })).total).toBe(0);
});

test("beside them stand those of the role, as the settings have them now", async () => {
  const person = await signUp("user");
  await setSettings({ user_sessions_held: 25, user_storage_mb: 2 });
  const answer = await call(admin, contract.getUser, { param: { id: person.id } });
  expect(((await answer.json()) as UserDetail).role_limits).toMatchObject({
    calls_per_day: 500,
    sessions_held: 25,
    storage_bytes: 2 * 1024 ** 2,
  });
  await clearSettings("user_sessions_held", "user_storage_mb");
});

const find = async (query: Record<string, string>) =>
  (await (await call(admin, contract.listUsers, { query })).json()) as {
    items: UserSummary[];
    total: number;
    total_pages: number;
  };

test("pages follow each other without a gap or a double", async () => {
  const mark = crypto.randomUUID().slice(0, 8);
  for (let at = 0; at < 5; at++) {
    const person = await signUp("user");
    await db
      .update(user)
      .set({ name: `${mark} same` })
      .where(eq(user.id, person.id));
  }
  const pages = await Promise.all(
    ["1", "2", "3"].map((page) => find({ q: mark, limit: "2", page, sort_by: "name" })),
  );
  expect(pages[0]).toMatchObject({ total: 5, total_pages: 3 });
  expect(new Set(pages.flatMap((page) => page.items.map((item) => item.id))).size).toBe(5);
});

test("an account that does not exist is USER_001; with a field nobody declared nothing changes", async () => {
  const missing = { id: crypto.randomUUID() };
  expect(await codeOf(await act(accountState.lockUser, missing))).toBe("USER_001");
  const person = await signUp("user");
  const rename = (more: object) =>
    call(admin, contract.updateUser, { param: { id: person.id }, json: { name: "New", ...more } });
  const refused = await rename({ role: "admin", status: "deleted", passwordHash: "x" });
  expect(await codeOf(refused)).toBe("REQUEST_001");
  await rename({});
  const row = await db.select().from(user).where(eq(user.id, person.id)).get();
  expect(row).toMatchObject({ name: "New", role: "user", status: "active" });
  expect(row?.passwordHash).toMatch(/^scrypt/);
  const [kept] = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "UPDATE")));
  expect(kept).toMatchObject({
    changedFields: ["name"],
    oldValue: { name: expect.not.stringMatching("^New$") },
    newValue: { name: "New" },
  });
});

test("an invited person comes in by the newest link alone, once, in the role they were given", async () => {
  const email = `${crypto.randomUUID()}@example.test`;
  const wish = { email, name: "Invited", role: "user" };
  const first = await call(admin, invitation.inviteUser, { json: wish });
  expect(first.status).toBe(201);
  const { user: invited, link } = (await first.json()) as { user: UserSummary; link: string };
  expect(invited.status).toBe("invited");
  const again = await call(admin, invitation.inviteUser, { json: wish });
  expect(await codeOf(again)).toBe("USER_002");
  const renewed = await call(admin, invitation.inviteAgain, { param: { id: invited.id } });
  const newest = ((await renewed.json()) as { link: string }).link;
  const accept = (from: string) =>
    request("POST", "/api/v1/auth/invitation/accept", {
      json: { token: from.split("#")[1], name: "Me", password },
    });
  expect(await codeOf(await accept(link))).toBe("AUTH_012");
  expect((await accept(newest)).status).toBe(201);
  expect(await codeOf(await accept(newest))).toBe("AUTH_012");
  const row = await db.select().from(user).where(eq(user.id, invited.id)).get();
  expect(row).toMatchObject({ status: "active", role: "user" });
});

test("an invitation that names no language is in the administrator's own", async () => {
  const by = await provedAdmin();
  await db.update(user).set({ language: "en" }).where(eq(user.id, by.id));
  const languageOf = async (more: object) => {
    const json = {
      email: `${crypto.randomUUID()}@example.test`,
      name: "New",
      role: "user",
      ...more,
    };
    expect((await call(by, invitation.inviteUser, { json })).status).toBe(201);
    return (await db.select().from(user).where(eq(user.email, json.email)).get())?.language;
  };
  expect(await languageOf({})).toBe("en");
  expect(await languageOf({ language: "ja" })).toBe("ja");
});

test("who never accepted is invited again when taken back, and not an account nobody can sign in to", async () => {
  const json = { email: `${crypto.randomUUID()}@example.test`, name: "Late", role: "admin" };
  const made = (await (await call(admin, invitation.inviteUser, { json })).json()) as {
    user: UserSummary;
  };
  const statusAfter = async (spec: Endpoint, more = {}) => {
    expect((await act(spec, made.user, more)).status).toBe(200);
    return (await db.select().from(user).where(eq(user.id, made.user.id)).get())?.status;
  };
  expect(await statusAfter(accountState.disableUser)).toBe("disabled");
  expect(await statusAfter(accountState.enableUser)).toBe("invited");
  expect(await statusAfter(accountState.deleteUser, { confirm: json.email })).toBe("deleted");
  expect(await statusAfter(accountState.restoreUser)).toBe("invited");
});

test("what puts a person out ends the change of address their sign-in began", async () => {
  for (const [spec, json] of [
    [accountState.signUserOut, {}],
    [accountState.suspendUser, { reason: "looked into" }],
    [accountState.resetUserPassword, {}],
    [accountState.resetUserFactors, {}],
  ] as const) {
    const person = await signUp("user");
    await addPasskey(person);
    const email = `${crypto.randomUUID()}@example.test`;
    await request("PUT", "/api/v1/account/email", { as: person, json: { email } });
    const token = await tokenTo(email, "verify_email");
    expect((await act(spec, person, json)).status).toBe(200);
    const verified = await request("POST", "/api/v1/auth/verify-email", { json: { token } });
    expect([spec.path, await codeOf(verified)]).toEqual([spec.path, "AUTH_012"]);
  }
});

test("a reset password ends every sign-in and must be chosen anew", async () => {
  const person = await signUp("user");
  expect((await act(accountState.resetUserPassword, person)).status).toBe(200);
  expect(await works(person)).toBe(401);
  const answer = (await (await signIn(person)).json()) as { me: { restricted: string } };
  expect(answer.me.restricted).toBe("password");
});
