import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { changeEmail } from "#contract/account";
import { listProjects } from "#contract/project";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day, hour } from "../../platform/durations.ts";
import { mailEventsTo, mailsTo } from "../../testing/mails.ts";
import { accountOf, call, codeOf, signUp } from "../../testing/people.ts";
import { climbLadder } from "./climb-ladder.ts";
import { stopImmediately } from "./stop-immediately.ts";
import { noticesOf, violationsOf } from "./testing.ts";
import { violation } from "./violation.sql.ts";

const db = openDb(env.DB);

const observed = (userId: string) => ({
  userId,
  kind: "enumeration" as const,
  detail: "30 in 10 min",
  examples: ["GET /api/v1/projects/x"],
  sessionId: null,
});

test("the ladder: warned, suspended for a day, then disabled with everything kept (U-106)", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const { id } = person;
  expect(await climbLadder(env, observed(id), Date.now() - 2 * hour)).toBe(1);
  expect((await call(person, listProjects)).status).toBe(200);
  const before = Date.now();
  expect(await climbLadder(env, observed(id), before)).toBe(2);
  const suspended = await accountOf(id);
  expect(suspended?.suspendedUntil).toEqual(new Date(before + 86_400_000));
  expect(await codeOf(await call(person, listProjects))).toBe("AUTH_011");
  expect(await noticesOf(admin.id)).toContain("violation_report");
  const mails = await env.DB.prepare(
    "SELECT count(*) AS n FROM mail_outbox WHERE user_id = ? AND event_type = 'account_suspended'",
  )
    .bind(id)
    .first<number>("n");
  expect(mails).toBe(1);
  expect(await climbLadder(env, observed(id), before + 86_400_000 - 1)).toBeNull();
  expect(await climbLadder(env, observed(id), before + 86_400_000)).toBe(3);
  expect(await accountOf(id)).toMatchObject({ status: "disabled", hold: true });
  const records = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, id), eq(auditLog.action, "VIOLATION")));
  expect(records.map(({ severity }) => severity).sort()).toEqual([
    "CRITICAL",
    "CRITICAL",
    "WARNING",
  ]);
  expect(records.map(({ changedFields }) => changedFields?.join() ?? "").sort()).toEqual([
    "",
    "status,hold",
    "suspended_until",
  ]);
});

test("the mails that shut somebody out say what was seen, whom to ask and where the rules are, in their language", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  await db.update(user).set({ language: "en" }).where(eq(user.id, person.id));
  await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, admin.id));
  const { id } = person;
  const now = Date.now();
  for (const at of [now - 2 * hour, now, now + day]) {
    await climbLadder({ ...env, PUBLIC_URL: "https://engawa.example" }, observed(id), at);
  }
  const mails = await mailsTo(person.email);
  for (const event of ["account_suspended", "account_disabled"]) {
    const body = mails.find(({ eventType }) => eventType === event)?.body;
    expect(body).toContain(
      "Reason: repeated attempts to reach other people's data (detected: GET /api/v1/projects/x)",
    );
    expect(body).toContain(`(${admin.email})`);
    expect(body).toContain("https://engawa.example/rules");
  }
});

test("between two steps for what was refused lies an hour; what a person said yes to waits for none", async () => {
  const { id } = await signUp("user");
  const now = Date.now();
  expect(await climbLadder(env, observed(id), now)).toBe(1);
  for (const kind of ["enumeration", "traversal", "flood"] as const) {
    expect(await climbLadder(env, { ...observed(id), kind }, now + hour)).toBeNull();
  }
  expect(await climbLadder(env, { ...observed(id), kind: "commands" }, now + 1)).toBe(2);
});

test("a dismissed violation, and one of 90 days ago, do not count", async () => {
  const { id } = await signUp("user");
  const now = Date.now();
  await climbLadder(env, observed(id), now - 91 * day);
  expect(await climbLadder(env, observed(id), now)).toBe(1);
  await db.update(violation).set({ dismissedAt: new Date() }).where(eq(violation.userId, id));
  expect(await climbLadder(env, observed(id), now + 2 * hour)).toBe(1);
});

test("of several findings at the same time one counts", async () => {
  const { id } = await signUp("user");
  const steps = await Promise.all(Array.from({ length: 8 }, () => climbLadder(env, observed(id))));
  expect(steps.filter((step) => step !== null)).toEqual([1]);
  expect(await violationsOf(id)).toHaveLength(1);
});

async function onlyAdmin<T>(work: (id: string) => Promise<T>): Promise<T> {
  const { id } = await signUp("admin");
  const { results } = await env.DB.prepare(
    "UPDATE user SET role = 'user' WHERE role = 'admin' AND id <> ? RETURNING id",
  )
    .bind(id)
    .all<{ id: string }>();
  try {
    return await work(id);
  } finally {
    const back = results.map((row) =>
      env.DB.prepare("UPDATE user SET role = 'admin' WHERE id = ?").bind(row.id),
    );
    if (back.length > 0) await env.DB.batch(back);
  }
}

test("the last administrator is reported and stays", async () => {
  await onlyAdmin(async (id) => {
    await climbLadder(env, observed(id), Date.now() - 2 * hour);
    expect(await climbLadder(env, observed(id))).toBe(2);
    expect(await accountOf(id)).toMatchObject({ status: "active", suspendedUntil: null });
    expect(await noticesOf(id)).toContain("violation_report");
    expect(await violationsOf(id)).toHaveLength(2);
  });
});

test("a threat ends access at once, whatever came before (U-107)", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const by = { actor: { id: admin.id, key: null }, origin: { ip: null, userAgent: null } };
  await call(person, changeEmail, { json: { email: `${crypto.randomUUID()}@example.test` } });
  await stopImmediately(env, by, person.id, "stolen key in use");
  expect(await codeOf(await call(person, listProjects))).toBe("AUTH_026");
  expect(await accountOf(person.id)).toMatchObject({
    status: "disabled",
    hold: true,
    pendingEmail: null,
  });
  expect(await mailEventsTo(person.email)).toContain("account_disabled");
  // What was typed is what the person reads, as of a suspension or a lock.
  expect((await accountOf(person.id))?.statusReason).toBe("stolen key in use");
  const [mail] = await mailsTo(person.email);
  expect(mail?.body).toContain("理由: stolen key in use");
  expect(await noticesOf(admin.id)).toContain("violation_report");
  const [record] = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "IMMEDIATE_STOP")));
  expect(record).toMatchObject({
    oldValue: { status: "active", hold: false },
    newValue: { status: "disabled", hold: true },
  });
  await expect(stopImmediately(env, by, person.id, "again")).rejects.toMatchObject({
    code: "USER_005",
  });
});
