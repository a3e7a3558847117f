/** Where an action of the console finds nothing to do, nothing is on record, however often it is sent (T-22). */
import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints as all } from "#contract/index";
import { user } from "../auth/user.sql.ts";
import { signInThrottle } from "../auth/sign-in-throttle.sql.ts";
import { job } from "../jobs/job.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { connect, script, settle } from "../testing/chat.ts";
import { addPasskey } from "../testing/factors.ts";
import { mailsTo } from "../testing/mails.ts";
import { call, signUp, type Person, type Sample } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
let person: Person;
beforeAll(async () => void (admin = await provedAdmin()));
beforeEach(async () => void (person = await signUp("user")));

const recorded = async (action: string, by = admin.id): Promise<number> =>
  db.$count(auditLog, sql`${auditLog.action} = ${action} and ${auditLog.userId} = ${by}`);

/** How many rows an action leaves, sent so many times at once. */
async function rowsOf(action: string, spec: Endpoint, sample: Sample, times = 3) {
  const before = await recorded(action);
  const sent = Array.from({ length: times }, () => call(admin, spec, sample));
  const answers = (await Promise.all(sent)).map(({ status }) => status);
  return { answers, rows: (await recorded(action)) - before };
}

const thrice = (status: number) => [status, status, status];
const of = ({ id }: Pick<Person, "id">): Sample => ({ param: { id }, json: {} });

test("unlocking an account that nothing holds back", async () => {
  const none = await rowsOf("UNLOCK", all.unlockUser, of(person));
  expect(none).toEqual({ answers: thrice(200), rows: 0 });
  await call(admin, all.lockUser, of(person));
  const locked = await rowsOf("UNLOCK", all.unlockUser, of(person));
  expect(locked).toEqual({ answers: thrice(200), rows: 1 });
  const now = new Date();
  const guess = { key: `password:${person.id}:net`, failures: 2, windowStartedAt: now };
  await db.insert(signInThrottle).values(guess);
  expect((await rowsOf("UNLOCK", all.unlockUser, of(person))).rows).toBe(1);
  const old = { ...guess, windowStartedAt: new Date(now.getTime() - 7_200_000) };
  await db.insert(signInThrottle).values(old);
  expect((await rowsOf("UNLOCK", all.unlockUser, of(person))).rows).toBe(0);
});

test("signing out who has no sign-in, and what a sign-in that is over has left going", async () => {
  const held = await rowsOf("SIGN_OUT", all.signUserOut, of(person));
  expect(held).toEqual({ answers: thrice(200), rows: 1 });
  expect((await rowsOf("SIGN_OUT", all.signUserOut, of(person))).rows).toBe(0);
  const { person: other, session } = await settle();
  await call(other, all.logout);
  await db
    .update(chatSession)
    .set({ run: "running" })
    .where(eq(chatSession.id, session.slice(5)));
  expect((await rowsOf("SIGN_OUT", all.signUserOut, of(other))).rows).toBe(1);
});

test("ending all sign-ins of who has none", async () => {
  const sample = { param: { user_id: person.id }, json: {} };
  const spec = all.terminateLoginsOf;
  expect((await rowsOf("SESSIONS_TERMINATED", spec, sample)).rows).toBe(1);
  const again = await rowsOf("SESSIONS_TERMINATED", spec, sample);
  expect(again).toEqual({ answers: thrice(200), rows: 0 });
});

test("taking the second factor from who has none; their grace begins anew", async () => {
  await addPasskey(person);
  const taken = await rowsOf("SECOND_FACTOR_RESET", all.resetUserFactors, of(person));
  expect(taken).toEqual({ answers: thrice(200), rows: 1 });
  const none = await rowsOf("SECOND_FACTOR_RESET", all.resetUserFactors, of(person));
  expect(none).toEqual({ answers: thrice(200), rows: 0 });
  // One that it was added, one that it is gone.
  expect(await mailsTo(person.email)).toHaveLength(2);
  const other = await signUp("user");
  await db
    .update(user)
    .set({ factorAskedAt: new Date(0) })
    .where(eq(user.id, other.id));
  const grace = await rowsOf("SECOND_FACTOR_GRACE", all.resetUserFactors, of(other));
  expect(grace).toEqual({ answers: thrice(200), rows: 1 });
  expect((await call(other, all.listProjects)).status).toBe(200);
  expect(await mailsTo(other.email)).toEqual([]);
});

test("suspending for as long several times at once; for longer is another", async () => {
  const sample = { param: { id: person.id }, json: { reason: "first", hours: 2 } };
  const once = await rowsOf("SUSPEND", all.suspendUser, sample);
  expect(once).toEqual({ answers: thrice(200), rows: 1 });
  const longer = { ...sample, json: { reason: "first", hours: 3 } };
  expect((await rowsOf("SUSPEND", all.suspendUser, longer)).rows).toBe(1);
});

test("enabling several times at once", async () => {
  await call(admin, all.suspendUser, { param: { id: person.id }, json: { reason: "r", hours: 2 } });
  const once = await rowsOf("ENABLE", all.enableUser, of(person));
  expect(once).toEqual({ answers: thrice(200), rows: 1 });
});

test("stopping a chat in which nothing runs; what runs is stopped once", async () => {
  const { person: owner, session } = await settle();
  const sample = { param: { id: session }, json: { reason: "runs away" } };
  const none = await rowsOf("STOP", all.stopSessionOf, sample);
  expect(none).toEqual({ answers: thrice(204), rows: 0 });
  const { marker } = await script([
    { blocks: [{ text: "word ".repeat(400) }], delta_chars: 5, deltas_per_second: 10 },
  ]);
  const client = await connect(owner, session);
  await client.say(`${marker} talk`);
  await client.until("the run", () => client.state() === "streaming");
  const stopped = await rowsOf("STOP", all.stopSessionOf, sample);
  expect(stopped).toEqual({ answers: thrice(204), rows: 1 });
  const row = await db
    .select({ before: auditLog.oldValue, after: auditLog.newValue, metadata: auditLog.metadata })
    .from(auditLog)
    .where(sql`action = 'STOP' and resource_id = ${session.slice(5)}`)
    .get();
  expect(row).toEqual({
    before: { run: "running" },
    after: { run: "idle" },
    metadata: { reason: "runs away" },
  });
  await client.rest();
  expect((await rowsOf("STOP", all.stopSessionOf, sample)).rows).toBe(0);
  client.close();
});

test("debug mode turned on again ends the one before, on record as its end", async () => {
  const sample = { json: { user_id: person.id, level: "DEBUG", minutes: 10 } };
  const ends = await recorded("DEBUG_ENDED");
  const { answers, rows } = await rowsOf("DEBUG_ENABLED", all.enableDebug, sample);
  expect([new Set(answers).size, rows, (await recorded("DEBUG_ENDED")) - ends]).toEqual([1, 3, 2]);
});

test("ending debug mode and a leave to read several times at once", async () => {
  const json = { user_id: person.id, level: "DEBUG", minutes: 5 };
  const scope = (await (await call(admin, all.enableDebug, { json })).json()) as { id: string };
  const debug = await rowsOf("DEBUG_ENDED", all.disableDebug, { json: { id: scope.id } });
  expect(debug).toEqual({ answers: thrice(200), rows: 1 });
  const { project } = await settle();
  const wish = { resource_type: "PROJECT", resource_id: project, reason: "looked for a cause" };
  const opened = await call(admin, all.openContent, { json: wish });
  const { id } = (await opened.json()) as { id: string };
  const closed = await rowsOf("BREAK_GLASS_END", all.closeContent, { param: { id } });
  expect(closed).toEqual({ answers: thrice(204), rows: 1 });
});

test("silencing an alert for as long several times at once", async () => {
  const made = await call(admin, all.createAlert, {
    json: {
      name: "quiet",
      condition_type: "STORAGE_USAGE",
      threshold: { value: 80, unit: "percent" },
      comparison_operator: "GTE",
      notification_channels: ["EMAIL"],
      is_enabled: false,
    },
  });
  const { id } = (await made.json()) as { id: string };
  const silence = (minutes: number) => ({ param: { id }, json: { minutes } });
  expect((await rowsOf("SILENCE", all.silenceAlert, silence(60))).rows).toBe(1);
  expect((await rowsOf("SILENCE", all.silenceAlert, silence(120))).rows).toBe(1);
  expect((await rowsOf("UNSILENCE", all.silenceAlert, silence(0))).rows).toBe(1);
  expect((await rowsOf("UNSILENCE", all.silenceAlert, silence(0))).rows).toBe(0);
});

test("cancelling a job that is worked on, by several", async () => {
  const [id, now] = [crypto.randomUUID(), new Date()];
  await db.insert(job).values({
    id,
    kind: "deactivate_users",
    state: "running",
    claim: crypto.randomUUID(),
    params: {},
    problems: [],
    origin: { ip: null, userAgent: null },
    createdBy: admin.id,
    createdAt: now,
    heartbeat: now,
  });
  const asked = await rowsOf("CANCEL", all.cancelJob, { param: { id } });
  expect([new Set(asked.answers).size, asked.rows]).toEqual([1, 1]);
  expect((await rowsOf("CANCEL", all.cancelJob, { param: { id } })).rows).toBe(0);
  await db.update(job).set({ state: "done", finishedAt: now }).where(eq(job.id, id));
  expect((await call(admin, all.cancelJob, { param: { id } })).status).toBe(409);
});
