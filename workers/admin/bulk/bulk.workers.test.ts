import { env } from "cloudflare:workers";
import { and, desc, eq, inArray, like, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-bulk";
import { readNow } from "../../alerts/readings.ts";
import { oneTimeToken } from "../../auth/one-time-token.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { createAccount, call, signUp, type Person } from "../../testing/people.ts";
import { elevate, proveFactor, provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const fresh = () => `${crypto.randomUUID()}@example.test`;

describe("SA-028: people as a file", () => {
  const get = (query: Record<string, string>) => call(admin, contract.exportUsers, { query });

  test("CSV holds whom the filters name, and nothing a spreadsheet runs", async () => {
    const one = await createAccount("user", "locked");
    await db.update(user).set({ name: '=HYPERLINK("x")' }).where(eq(user.id, one.id));
    const other = await createAccount("user");
    const text = await (await get({ status: "locked,disabled", role: "user" })).text();
    const line = text.split("\r\n").find((each) => each.includes(one.email));
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).not.toContain(other.email);
  });

  test("a workbook is one, with texts as texts; both are on record", async () => {
    const answer = await get({ format: "xlsx" });
    expect(answer.headers.get("content-disposition")).toMatch(/\.xlsx"$/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    expect(text.slice(0, 2)).toBe("PK");
    expect(text).toContain(`<is><t xml:space="preserve">${admin.email}</t></is>`);
    expect(text).not.toContain("<f>");
    for (const action of ["EXPORT", "EXPORT_ENDED"]) {
      const where = and(eq(auditLog.userId, admin.id), eq(auditLog.action, action));
      expect(await db.$count(auditLog, where)).toBeGreaterThanOrEqual(2);
    }
  });
});

describe("a file nobody takes to its end is on record as cut", () => {
  const ends = async () => {
    const last = and(eq(auditLog.userId, admin.id), like(auditLog.action, "EXPORT%"));
    const rows = await db
      .select()
      .from(auditLog)
      .where(last)
      .orderBy(desc(sql`rowid`))
      .limit(1);
    return rows.map(({ action, result, severity }) => [action, result, severity]);
  };

  test.each([
    ["csv", 0],
    ["csv", 1],
    ["xlsx", 0],
    ["xlsx", 1],
    ["xlsx", 6],
  ] as const)("%s, after %i pieces", async (format, pieces) => {
    const answer = await call(admin, contract.exportUsers, { query: { format } });
    const reader = answer.body?.getReader();
    for (let n = 0; n < pieces; n++) await reader?.read();
    await reader?.cancel();
    await expect.poll(ends).toEqual([["EXPORT_CUT", "failure", "WARNING"]]);
  });
});

describe("SA-029: people who were not active", () => {
  const long = new Date(Date.now() - 3000 * day);
  const run = async (json: Record<string, unknown> | undefined, who = admin) =>
    (await (await call(who, contract.deactivateUsers, json ? { json } : {})).json()) as {
      matched_count: number;
      deactivated_count: number;
      items: { id: string }[];
      error?: { code: string };
    };
  const dormant = async (set: Partial<typeof user.$inferInsert> = {}) => {
    const { id } = await createAccount("user");
    await db
      .update(user)
      .set({ createdAt: long, lastActiveAt: long, ...set })
      .where(eq(user.id, id));
    return id;
  };

  test("are shown, then disabled with a record each; guests, who is on hold and oneself stay", async () => {
    await db.update(user).set({ lastActiveAt: long, createdAt: long }).where(eq(user.id, admin.id));
    const there = await signUp("user");
    await db.update(user).set({ lastActiveAt: long, createdAt: long }).where(eq(user.id, there.id));
    const asked = await dormant({ pendingEmail: fresh() });
    const at = new Date();
    const token = { id: crypto.randomUUID(), userId: asked, tokenHash: crypto.randomUUID() };
    const lasting = {
      kind: "verify_email",
      createdAt: at,
      expiresAt: new Date(+at + day),
    } as const;
    await db.insert(oneTimeToken).values({ ...token, ...lasting });
    const gone = [await dormant(), asked, there.id];
    const kept = [
      await dormant({ hold: true }),
      await dormant({ role: "guest" }),
      await dormant({ lastActiveAt: new Date() }),
    ];
    const seen = await run({ inactive_days: 2900, dry_run: true });
    const ids = seen.items.map(({ id }) => id);
    expect(gone.every((id) => ids.includes(id))).toBe(true);
    expect([...kept, admin.id].some((id) => ids.includes(id))).toBe(false);

    // A body that was forgotten is no order, to whom it may concern.
    for (const forgotten of [undefined, {}, { expected_count: 1 }]) {
      expect(await run(forgotten)).toMatchObject({ dry_run: true, deactivated_count: 0 });
    }
    const wrong = await run({ inactive_days: 2900, expected_count: seen.matched_count + 1 });
    expect(wrong.error?.code).toBe("BULK_003");
    const ran = await run({ inactive_days: 2900, expected_count: seen.matched_count });
    expect(ran.deactivated_count).toBe(seen.matched_count);
    const rows = await db
      .select()
      .from(user)
      .where(inArray(user.id, [...gone, ...kept]));
    const disabled = rows.filter(({ status }) => status === "disabled").map(({ id }) => id);
    expect(disabled.toSorted()).toEqual(gone.toSorted());
    const open = and(eq(userSession.userId, there.id), eq(userSession.isActive, true));
    expect(await db.$count(userSession, open)).toBe(0);
    expect(rows.find(({ id }) => id === asked)?.pendingEmail).toBeNull();
    const [change] = await db.select().from(oneTimeToken).where(eq(oneTimeToken.id, token.id));
    expect(change?.usedAt).not.toBeNull();
    const trail = await db.select().from(auditLog).where(inArray(auditLog.resourceId, gone));
    expect(trail.filter(({ action }) => action === "DISABLE")).toHaveLength(3);
  });

  test("are whom the alert about them counts: who never came, too; not who is on hold", async () => {
    await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, admin.id));
    const read = () => {
      const question = { condition: "INACTIVE_USERS", unit: "users", windowMinutes: 2900 * 1440 };
      return readNow(env, question as Parameters<typeof readNow>[1], Date.now());
    };
    const before = await read();
    await dormant();
    await dormant({ lastActiveAt: null });
    for (let n = 0; n < 2; n++) await dormant({ hold: true });
    await dormant({ role: "guest" });
    const { matched_count } = await run({ inactive_days: 2900, dry_run: true });
    expect(await read()).toBe(matched_count);
    expect(matched_count).toBe(Number(before) + 2);
  });

  test("who is an administrator for a day puts no lasting one away", async () => {
    const elevated = await elevate(await proveFactor(await signUp("user")));
    const [one, other] = [await dormant(), await dormant({ role: "admin" })];
    const { items } = await run({ inactive_days: 2900, dry_run: true }, elevated);
    expect(items.map(({ id }) => id)).toContain(one);
    expect(items.map(({ id }) => id)).not.toContain(other);
    await run({ inactive_days: 2900 }, elevated);
    const rows = await db
      .select()
      .from(user)
      .where(inArray(user.id, [one, other]));
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      [one]: "disabled",
      [other]: "active",
    });
    await db.update(user).set({ role: "user" }).where(eq(user.id, other));
  });

  test("an administrator goes only while another one is active", async () => {
    // Whatever administrators other tests have made: one who is active, and one who is not.
    await createAccount("admin");
    const id = await dormant({ role: "admin" });
    const ids = async () =>
      (await run({ inactive_days: 2900, dry_run: true })).items.map((one) => one.id);
    expect(await ids()).toContain(id);
    const others = await db
      .update(user)
      .set({ role: "user" })
      .where(and(eq(user.role, "admin"), eq(user.status, "active")))
      .returning({ id: user.id });
    await db
      .update(user)
      .set({ role: "admin", lastActiveAt: long, createdAt: long })
      .where(inArray(user.id, [id, admin.id]));
    expect(await ids()).not.toContain(id);
    for (const one of others)
      await db.update(user).set({ role: "admin" }).where(eq(user.id, one.id));
    await db.update(user).set({ role: "user" }).where(eq(user.id, id));
  });
});

test("SA-030: projects nothing happened in are shown, then archived with a record each", async () => {
  const long = new Date(Date.now() - 3000 * day);
  const row = () => ({ id: crypto.randomUUID(), name: "old", ownerId: admin.id, createdAt: long });
  const [old, bin, used] = [row(), row(), row()];
  await db.insert(project).values([
    { ...old, status: "active", lastActivityAt: long },
    { ...bin, status: "deleted", lastActivityAt: long },
    { ...used, status: "active", lastActivityAt: new Date() },
  ]);
  const send = (json: unknown) => call(admin, contract.archiveProjects, { json });
  const seen = await (
    await send({ inactive_days: 2900, dry_run: true })
  ).json<{ matched_count: number }>();
  expect(await (await send({})).json()).toMatchObject({ dry_run: true, archived_count: 0 });
  expect(await (await send({ inactive_days: 2900 })).json()).toMatchObject({
    success: true,
    dry_run: false,
    archived_count: seen.matched_count,
  });
  const states = await db
    .select()
    .from(project)
    .where(inArray(project.id, [old.id, bin.id, used.id]));
  expect(Object.fromEntries(states.map(({ id, status }) => [id, status]))).toEqual({
    [old.id]: "archived",
    [bin.id]: "deleted",
    [used.id]: "active",
  });
  const trail = await db.select().from(auditLog).where(eq(auditLog.resourceId, old.id));
  expect(trail).toMatchObject([{ action: "ARCHIVE", userId: admin.id }]);
});
