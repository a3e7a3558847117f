import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withdrawRequest } from "#contract/access-request";
import { changeRole, setUserLimits, updateUser } from "#contract/admin-user";
import { deleteUser } from "#contract/admin-user-state";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { accessRequest } from "../../people/requests/access-request.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { notice } from "../../notices/notice.sql.ts";
import { elevate as grant } from "../../testing/elevation.ts";
import { leave, purge } from "../../testing/leavers.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
import { elevate, provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);

const toldTo = (id: string) =>
  db.select({ kind: notice.kind, data: notice.data }).from(notice).where(eq(notice.userId, id));

test("no administrator leaves at once, by their own hand or another's, lastingly or for a day (T-23)", async () => {
  const [leaver, other] = [await signUp("admin"), await provedAdmin()];
  expect(await codeOf(await leave(leaver, { at_once: true }))).toBe("USER_009");
  const forADay = await elevate(await signUp("user"));
  expect(await codeOf(await leave(forADay, { at_once: true }))).toBe("USER_009");
  for (const { id, email } of [leaver, forADay]) {
    const json = { confirm: email, at_once: true };
    expect(await codeOf(await call(other, deleteUser, { param: { id }, json }))).toBe("USER_009");
  }
});

test("who gives the role back an hour before leaves as an administrator does, for 14 days (T-23, U-140)", async () => {
  const [forADay, lasting, admin] = [
    await signUp("user"),
    await signUp("admin"),
    await provedAdmin(),
  ];
  const id = await grant(forADay);
  expect((await call(forADay, withdrawRequest, { param: { id } })).status).toBe(204);
  const json = { role: "user" };
  expect((await call(admin, changeRole, { param: { id: lasting.id }, json })).status).toBe(200);
  for (const leaver of [forADay, lasting]) {
    expect(await codeOf(await leave(leaver, { at_once: true }))).toBe("USER_009");
    const atOnce = { confirm: leaver.email, at_once: true };
    const deleted = await call(admin, deleteUser, { param: { id: leaver.id }, json: atOnce });
    expect(await codeOf(deleted)).toBe("USER_009");
    expect((await leave(leaver)).status).toBe(200);
    expect(await toldTo(admin.id)).toContainEqual({
      kind: "admin_leaving",
      data: expect.objectContaining({ user_id: leaver.id }),
    });
    await purge(leaver.id, Date.now() + 15 * day);
    const gone = { kind: "admin_gone", data: { account: leaver.id } };
    expect(await toldTo(admin.id)).toContainEqual(gone);
  }
});

test("what was given back longer ago than 14 days holds nobody", async () => {
  const person = await signUp("user");
  const id = await grant(person);
  const then = { status: "ended", endsAt: new Date(Date.now() - 14 * day) } as const;
  await db.update(accessRequest).set(then).where(eq(accessRequest.id, id));
  expect((await leave(person, { at_once: true })).status).toBe(200);
});

test("the others are told when an administrator closes their account and when it is gone; what they did is still there", async () => {
  const [leaver, other] = [await signUp("admin"), await signUp("admin")];
  const { id } = await signUp("user");
  const limits = { monthly_budget_micro_usd: 90_000_000_000 };
  const set = { param: { id }, json: { limits, shown: {} } };
  expect((await call(leaver, setUserLimits, set)).status).toBe(200);
  const left = await leave(leaver);
  const { gone_at } = (await left.json()) as { gone_at: string };
  const data = { name: expect.any(String), user_id: leaver.id, until: gone_at };
  expect(await toldTo(other.id)).toEqual([{ kind: "admin_leaving", data }]);
  await purge(leaver.id, Date.now() + 15 * day);
  expect(await toldTo(other.id)).toEqual([{ kind: "admin_gone", data: { account: leaver.id } }]);
  const row = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.userId, leaver.id), eq(auditLog.action, "LIMITS_CHANGED")))
    .get();
  expect(row).toMatchObject({ newValue: limits, erasedAt: null });
});

test("an administrator whom another deletes is no surprise to the rest, who did it is not told", async () => {
  const [leaver, by, other] = [await signUp("admin"), await provedAdmin(), await signUp("admin")];
  const json = { confirm: leaver.email };
  expect((await call(by, deleteUser, { param: { id: leaver.id }, json })).status).toBe(200);
  expect((await toldTo(other.id)).map(({ kind }) => kind)).toEqual(["admin_leaving"]);
  expect((await toldTo(by.id)).map(({ kind }) => kind)).not.toContain("admin_leaving");
});

test("what an administrator did about limits and holds stays when they, or whom it was done to, are gone", async () => {
  const [leaver, person] = [await provedAdmin(), await signUp("user")];
  const limits = { monthly_budget_micro_usd: 90_000_000_000 };
  const own = { param: { id: leaver.id }, json: { limits, shown: {} } };
  expect((await call(leaver, setUserLimits, own)).status).toBe(200);
  const update = (json: object) => call(leaver, updateUser, { param: { id: person.id }, json });
  expect((await update({ hold: true })).status).toBe(200);
  expect((await update({ hold: false, name: "Somebody else" })).status).toBe(200);
  for (const one of [person, leaver]) {
    expect((await leave(one)).status).toBe(200);
    await purge(one.id, Date.now() + 15 * day);
  }
  const done = async (action: string, id: string) => {
    const which = and(eq(auditLog.action, action), eq(auditLog.resourceId, id));
    const rows = await db
      .select()
      .from(auditLog)
      .where(which)
      .orderBy(sql`rowid`);
    return rows.map(({ changedFields, newValue }) => [changedFields, newValue?.["hold"]]);
  };
  expect(await done("UPDATE", person.id)).toEqual([
    [["hold"], true],
    [["hold"], false],
    [["name"], undefined],
  ]);
  const [row] = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "LIMITS_CHANGED"), eq(auditLog.resourceId, leaver.id)));
  expect(row).toMatchObject({ newValue: limits, erasedAt: null });
});
