import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-user";
import type { UserDetail, UserSummary } from "#contract/admin-user";
import type { Endpoint } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { listProjects } from "../../testing/contract.ts";
import { call, codeOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const act = (spec: Endpoint, person: { id: string }, json: Record<string, unknown> = {}) =>
  call(admin, spec, { param: { id: person.id }, json });

const works = async (person: Person) => (await call(person, listProjects)).status;

const signIn = (person: Person) =>
  request("POST", "/api/v1/auth/login", { json: { email: person.email, password } });

describe("what ends a person's access ends it on the next request", () => {
  test.each([
    ["lock", contract.lockUser, {}, "locked"],
    ["suspend", contract.suspendUser, { reason: "looked into" }, "suspended"],
    ["disable", contract.disableUser, {}, "disabled"],
  ] as const)("%s", async (_name, spec, json, status) => {
    const person = await signUp("user");
    const changed = await act(spec, person, json);
    expect(changed.status).toBe(200);
    expect(((await changed.json()) as UserDetail).status).toBe(status);
    expect(await works(person)).toBe(401);
    expect((await signIn(person)).status).toBeGreaterThanOrEqual(401);
    expect(await works(person)).toBe(401);
    expect((await act(contract.enableUser, person)).status).toBe(200);
    expect((await signIn(person)).status).toBe(200);
  });

  test("delete, with the address typed; and within 14 days it is taken back", async () => {
    const person = await signUp("user");
    const mistyped = await act(contract.deleteUser, person, { confirm: "other@example.test" });
    expect(mistyped.status).toBe(400);
    const deleted = await act(contract.deleteUser, person, { confirm: person.email });
    const { gone_at } = (await deleted.json()) as { gone_at: string };
    expect(Date.parse(gone_at) - Date.now()).toBeGreaterThan(13.9 * 86_400_000);
    expect((await signIn(person)).status).toBe(401);
    expect((await act(contract.restoreUser, person)).status).toBe(200);
    expect((await signIn(person)).status).toBe(200);
  });

  test("sign-out leaves the account as it is", async () => {
    const person = await signUp("user");
    await act(contract.signUserOut, person);
    expect(await works(person)).toBe(401);
    expect((await signIn(person)).status).toBe(200);
  });
});

test("an administrator does not lock, disable, demote or delete themselves", async () => {
  for (const [spec, json] of [
    [contract.lockUser, {}],
    [contract.suspendUser, { reason: "oneself" }],
    [contract.disableUser, {}],
    [contract.changeRole, { role: "user" }],
    [contract.deleteUser, { confirm: admin.email }],
  ] as const) {
    const answer = await act(spec, admin, json);
    expect([spec.path, await codeOf(answer)]).toEqual([
      spec.path,
      expect.stringMatching(/USER_00[45]/),
    ]);
  }
});

test("two administrators who demote each other at the same time leave one", async () => {
  const [a, b] = [await provedAdmin(), await provedAdmin()];
  const others = await db
    .update(user)
    .set({ role: "user" })
    .where(eq(user.role, "admin"))
    .returning({ id: user.id });
  await db.batch([
    db.update(user).set({ role: "admin" }).where(eq(user.id, a.id)),
    db.update(user).set({ role: "admin" }).where(eq(user.id, b.id)),
  ]);
  const demote = (by: Person, whom: Person) =>
    call(by, contract.changeRole, { param: { id: whom.id }, json: { role: "user" } });
  const answers = await Promise.all([demote(a, b), demote(b, a)]);
  const left = await db.select().from(user).where(eq(user.role, "admin"));
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
  const set = (limits: Record<string, number | null>) =>
    act(contract.setUserLimits, person, { limits });
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
  expect(((await (await set({})).json()) as UserDetail).custom_limits).toEqual({});
  expect((await find({ custom_limits: "true", q: person.email })).total).toBe(0);
});

const find = async (query: Record<string, string>) =>
  (await (await call(admin, contract.listUsers, { query })).json()) as {
    items: UserSummary[];
    total: number;
    total_pages: number;
  };

test("the list is searched as typed: a percent sign is a percent sign", async () => {
  const person = await signUp("user");
  await db
    .update(user)
    .set({ name: `100%_${person.id}` })
    .where(eq(user.id, person.id));
  expect((await find({ q: `100%_${person.id.slice(0, 8)}` })).items).toHaveLength(1);
  expect((await find({ q: `1%${person.id.slice(0, 8)}` })).items).toHaveLength(0);
});

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

test("an account that does not exist is USER_001; fields nobody declared change nothing", async () => {
  const missing = { id: crypto.randomUUID() };
  expect(await codeOf(await act(contract.lockUser, missing))).toBe("USER_001");
  const person = await signUp("user");
  await call(admin, contract.updateUser, {
    param: { id: person.id },
    json: { name: "New", role: "admin", status: "deleted", passwordHash: "x" },
  });
  const row = await db.select().from(user).where(eq(user.id, person.id)).get();
  expect(row).toMatchObject({ name: "New", role: "user", status: "active" });
  expect(row?.passwordHash).toMatch(/^scrypt/);
});

test("an invited person comes in by the newest link alone, once, in the role they were given", async () => {
  const email = `${crypto.randomUUID()}@example.test`;
  const wish = { email, name: "Invited", role: "user" };
  const first = await call(admin, contract.inviteUser, { json: wish });
  expect(first.status).toBe(201);
  const { user: invited, link } = (await first.json()) as { user: UserSummary; link: string };
  expect(invited.status).toBe("invited");
  const again = await call(admin, contract.inviteUser, { json: wish });
  expect(await codeOf(again)).toBe("USER_002");
  const renewed = await call(admin, contract.inviteAgain, { param: { id: invited.id } });
  const newest = ((await renewed.json()) as { link: string }).link;
  const accept = (from: string) =>
    request("POST", "/api/v1/auth/invitation/accept", {
      json: { token: from.split("#")[1], name: "Me", password, role: "admin" },
    });
  expect(await codeOf(await accept(link))).toBe("AUTH_012");
  expect((await accept(newest)).status).toBe(201);
  expect(await codeOf(await accept(newest))).toBe("AUTH_012");
  const row = await db.select().from(user).where(eq(user.id, invited.id)).get();
  expect(row).toMatchObject({ status: "active", role: "user" });
});

test("a reset password ends every sign-in and must be chosen anew", async () => {
  const person = await signUp("user");
  expect((await act(contract.resetUserPassword, person)).status).toBe(200);
  expect(await works(person)).toBe(401);
  const answer = (await (await signIn(person)).json()) as { me: { restricted: string } };
  expect(answer.me.restricted).toBe("password");
});
