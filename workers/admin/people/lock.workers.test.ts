import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { changeRole, updateUser } from "#contract/admin-user";
import { lockUser, suspendUser } from "#contract/admin-user-state";
import { user } from "../../auth/user.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { mailsTo } from "../../testing/mails.ts";
import { call, codeOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const refusalOf = async ({ email }: Person) => {
  const headers = { "accept-language": "en" };
  const json = { email, password };
  const answer = await request("POST", "/api/v1/auth/login", { headers, json });
  return ((await answer.json()) as { error: Record<string, unknown> }).error;
};

test("an administrator's lock is told by mail and notice, and by a refusal that promises no end", async () => {
  const person = await signUp("user");
  const json = { reason: "a lost laptop" };
  expect((await call(admin, lockUser, { param: { id: person.id }, json })).status).toBe(200);
  const mail = (await mailsTo(person.email)).find((one) => one.eventType === "account_locked");
  expect(mail?.body).toContain("a lost laptop");
  const inbox = await openDb(env.DB).select().from(notice).where(eq(notice.userId, person.id));
  expect(inbox).toContainEqual(
    expect.objectContaining({ kind: "account_locked", severity: "critical" }),
  );
  const error = await refusalOf(person);
  expect(error).toMatchObject({ code: "AUTH_003", details: { locked_by: "administrator" } });
  expect(JSON.stringify(error)).not.toMatch(/[Ww]ait|minutes/);
});

test("a suspension for whatever reason accuses nobody of breaking the rules", async () => {
  const person = await signUp("user");
  const json = { reason: "on leave", hours: 24 };
  expect((await call(admin, suspendUser, { param: { id: person.id }, json })).status).toBe(200);
  const error = await refusalOf(person);
  expect(error["code"]).toBe("AUTH_011");
  expect(JSON.stringify(error)).not.toMatch(/violation/i);
  const shorter = await call(admin, suspendUser, {
    param: { id: person.id },
    json: { reason: "soon back", hours: 1 },
  });
  expect(await codeOf(shorter)).toBe("USER_005");
});

test("nobody lifts the hold on their own account (T-36)", async () => {
  const held = await provedAdmin();
  const change = (by: Person, json: object) =>
    call(by, updateUser, { param: { id: held.id }, json });
  expect((await change(admin, { hold: true })).status).toBe(200);
  expect(await codeOf(await change(held, { hold: false }))).toBe("USER_004");
  expect((await change(held, { name: "A new name" })).status).toBe(200);
  expect((await change(admin, { hold: false })).status).toBe(200);
});

test("a name, a language and a hold change only as their author has read them", async () => {
  const person = await signUp("user");
  const change = async (json: object) => {
    const answer = await call(admin, updateUser, { param: { id: person.id }, json });
    return answer.ok ? "done" : codeOf(answer);
  };
  expect(await change({ name: "Ann", shown: { name: "somebody else" } })).toBe("EDIT_001");
  const before = await openDb(env.DB).select().from(user).where(eq(user.id, person.id)).get();
  const shown = { name: before?.name, language: before?.language };
  const wishes = ["Ann", "Bea"].map((name) => change({ name, language: "en", shown }));
  expect((await Promise.all(wishes)).sort()).toEqual(["EDIT_001", "done"]);
  expect(await change({ hold: true, shown: { hold: true } })).toBe("EDIT_001");
  expect(await change({ hold: true, shown: { hold: false } })).toBe("done");
});

test("of two who promote somebody at the same time one did it, on record once", async () => {
  const person = await signUp("user");
  const promote = () =>
    call(admin, changeRole, { param: { id: person.id }, json: { role: "admin" } });
  const answers = await Promise.all([promote(), promote()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const done = and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "ROLE_CHANGED"));
  expect(await openDb(env.DB).$count(auditLog, done)).toBe(1);
});
