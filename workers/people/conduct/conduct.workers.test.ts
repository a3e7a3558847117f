import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { listProjects } from "#contract/project";
import { user } from "../../auth/user.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import type { ActivityEvent } from "../../platform/activity-event.ts";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { consumeQueue } from "../../queue.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
import { climbLadder } from "./climb-ladder.ts";
import { thresholds } from "./count-signals.ts";
import { stopImmediately } from "./stop-immediately.ts";
import { violation } from "./violation.sql.ts";

const db = openDb(env.DB);
const day = 86_400_000;

const eventOf = (userId: string, more: Partial<ActivityEvent>): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: userId,
  key_id: null,
  action_type: "ERROR",
  resource_type: "PROJECT",
  resource_id: crypto.randomUUID(),
  endpoint: "/api/v1/projects/x",
  method: "GET",
  request_body: null,
  response_status: 404,
  error_message: null,
  error_code: "PROJECT_001",
  ip_address: null,
  user_agent: null,
  duration_ms: 1,
  created_at: Date.now(),
  ...more,
});

const times = (count: number, make: (n: number) => ActivityEvent) =>
  Array.from({ length: count }, (_one, n) => make(n));

const deliver = (events: readonly ActivityEvent[]) =>
  consumeQueue(
    createMessageBatch(
      "engawa-activity",
      events.map((body) => ({ id: body.id, timestamp: new Date(), attempts: 1, body })),
    ),
    env,
  );

const violationsOf = (id: string) =>
  db.select().from(violation).where(eq(violation.userId, id)).orderBy(violation.createdAt);
const accountOf = (id: string) => db.select().from(user).where(eq(user.id, id)).get();
const noticesOf = async (id: string) =>
  (await db.select().from(notice).where(eq(notice.userId, id))).map(({ kind }) => kind);
const observed = (userId: string) => ({
  userId,
  kind: "enumeration" as const,
  detail: "30 in 10 min",
  sessionId: null,
});

test.each([
  ["enumeration", {}],
  ["traversal", { error_code: "FILE_004", response_status: 400 }],
  ["commands", { error_code: "COMMAND_ABUSE", response_status: 403 }],
  ["flood", { error_code: "RATE_001", response_status: 429 }],
] as const)(
  "%s is noticed at its threshold, over several batches, and once",
  async (kind, more) => {
    const { id } = await signUp("user");
    const events = times(thresholds[kind], () => eventOf(id, more));
    const half = Math.floor(events.length / 2);
    await deliver(events.slice(0, half));
    expect(await violationsOf(id)).toEqual([]);
    await deliver(events.slice(half, -1));
    expect(await violationsOf(id)).toEqual([]);
    await deliver(events.slice(-1));
    await deliver(events);
    await deliver(events.slice(-1));
    expect(await violationsOf(id)).toMatchObject([{ kind, step: 1 }]);
    expect(await noticesOf(id)).toEqual(["violation_warning"]);
  },
);

test("a page that asks for one deleted thing again and again is no attack", async () => {
  const { id } = await signUp("user");
  const same = crypto.randomUUID();
  await deliver(times(90, () => eventOf(id, { resource_id: same })));
  expect(await violationsOf(id)).toEqual([]);
});

test("what happened over hours does not add up", async () => {
  const { id } = await signUp("user");
  const now = Date.now();
  await deliver(times(60, (n) => eventOf(id, { created_at: now - n * 60_000 })));
  expect(await violationsOf(id)).toEqual([]);
});

test("the ladder: warned, suspended for a day, then disabled with everything kept (U-106)", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const { id } = person;
  expect(await climbLadder(env, observed(id))).toBe(1);
  expect((await call(person, listProjects)).status).toBe(200);
  const before = Date.now();
  expect(await climbLadder(env, observed(id))).toBe(2);
  const suspended = await accountOf(id);
  expect(suspended?.suspendedUntil?.getTime()).toBeGreaterThanOrEqual(before + day);
  expect((await call(person, listProjects)).status).toBe(401);
  expect(await noticesOf(admin.id)).toContain("violation_report");
  const mails = await env.DB.prepare(
    "SELECT count(*) AS n FROM mail_outbox WHERE user_id = ? AND event_type = 'account_suspended'",
  )
    .bind(id)
    .first<number>("n");
  expect(mails).toBe(1);
  expect(await climbLadder(env, observed(id))).toBeNull();
  expect(await climbLadder(env, observed(id), before + 2 * day)).toBe(3);
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
});

test("a dismissed violation, and one of 90 days ago, do not count", async () => {
  const { id } = await signUp("user");
  const now = Date.now();
  await climbLadder(env, observed(id), now - 91 * day);
  expect(await climbLadder(env, observed(id), now)).toBe(1);
  await db.update(violation).set({ dismissedAt: new Date() }).where(eq(violation.userId, id));
  expect(await climbLadder(env, observed(id), now + 1)).toBe(1);
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
    await climbLadder(env, observed(id));
    expect(await climbLadder(env, observed(id))).toBe(2);
    expect(await accountOf(id)).toMatchObject({ status: "active", suspendedUntil: null });
    expect(await noticesOf(id)).toContain("violation_report");
    expect(await violationsOf(id)).toHaveLength(2);
  });
});

test("a threat ends access at once, whatever came before (U-107)", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const by = { actor: { id: admin.id, key: null }, origin: { ip: null, userAgent: null } };
  await stopImmediately(env, by, person.id, "stolen key in use");
  expect(await codeOf(await call(person, listProjects))).toBe("AUTH_002");
  expect(await accountOf(person.id)).toMatchObject({ status: "disabled", hold: true });
  await expect(stopImmediately(env, by, person.id, "again")).rejects.toMatchObject({
    code: "USER_005",
  });
});
