import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cancelJob as cancelEndpoint,
  getJob as getEndpoint,
  listJobs as listEndpoint,
} from "#contract/job";
import { user } from "../auth/user.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { bySystem } from "../platform/records/audit.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { JobMessage } from "../platform/job-message.ts";
import { project } from "../projects/project.sql.ts";
import { call, codeOf, signUp, type Person } from "../testing/people.ts";
import { consumeJobs, takeUpJobs } from "./drive.ts";
import { job } from "./job.sql.ts";
import { defineJob } from "./kind.ts";
import { runStep } from "./run-step.ts";
import { jobStatements, startJob } from "./start-job.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await signUp("admin");
});

/** Writes a row of project a step, three in all; `break` says in which step something goes wrong. */
const threeRows = defineJob({
  name: "test_rows",
  params: v.object({ owner: v.string(), mark: v.string(), break: v.optional(v.string()) }),
  cursor: v.number(),
  first: 0,
  step: (context, { owner, mark, break: how }, at) => {
    if (how === "throw") throw new Error("broken");
    if (how === "refuse") throw new AppError("AUTH_004");
    const now = new Date(context.now);
    const times = { createdAt: now, lastActivityAt: now };
    const row = { id: crypto.randomUUID(), name: mark, ownerId: owner, ...times };
    return Promise.resolve({
      statements: [context.db.insert(project).values({ ...row, status: "active" })],
      done: 1,
      problems: [{ row: at, ja: "問題", en: "a problem" }],
      cursor: at === 2 ? null : at + 1,
      result: { last: at },
    });
  },
});
const kinds = [threeRows];

/** Stored, but not sent: what drives it is the test. */
async function begin(how?: string, starter: Person | null = admin) {
  const mark = crypto.randomUUID();
  const { id, statements } = jobStatements({
    db,
    actor: starter,
    origin: bySystem,
    kind: threeRows,
    params: { owner: admin.id, mark, ...(how === undefined ? {} : { break: how }) },
    total: 3,
  });
  await db.batch(statements);
  const rows = () => db.$count(project, eq(project.name, mark));
  const row = async () => {
    const found = await db.select().from(job).where(eq(job.id, id)).get();
    return found ?? expect.fail("no job");
  };
  return { id, rows, row };
}

const step = (id: string, at: number) => runStep(env, kinds, { job_id: id, step: at });

/** A delivery by the queue, as it comes. */
async function deliver(message: JobMessage) {
  const batch = createMessageBatch<JobMessage>("engawa-jobs", [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: message },
  ]);
  await consumeJobs(batch.messages, env, kinds);
  return getQueueResult(batch, createExecutionContext());
}

test("a message runs a job to its end; what came of it is on record", async () => {
  const { id, rows, row } = await begin();
  await deliver({ job_id: id, step: 0 });
  expect(await rows()).toBe(3);
  expect(await row()).toMatchObject({ state: "done", done: 3, step: 3, result: { last: 2 } });
  const trail = await db.select().from(auditLog).where(eq(auditLog.resourceId, id));
  expect(trail.map((one) => one.action).toSorted()).toEqual(["FINISH", "START"]);
  const shown = await (await call(admin, getEndpoint, { param: { id } })).json();
  expect(shown).toMatchObject({
    state: "done",
    created_by: { id: admin.id },
    problems: [{ row: 0, error: "a problem" }, { row: 1 }, { row: 2 }],
  });
});

describe("a step does its work once", () => {
  test("also when it is run twice at once", async () => {
    const { id, rows, row } = await begin();
    await Promise.all([step(id, 0), step(id, 0), step(id, 0)]);
    expect(await rows()).toBe(1);
    expect(await row()).toMatchObject({ step: 1, done: 1, claim: null });
  });

  test("also when its message comes again later", async () => {
    const { id, rows } = await begin();
    await step(id, 0);
    expect((await step(id, 0)).outcome).toBe("over");
    expect(await rows()).toBe(1);
  });

  test("also when who was thought dead comes back: the one who took over counts", async () => {
    const { id, rows, row } = await begin();
    const slow = defineJob({
      name: "test_rows",
      params: v.unknown(),
      cursor: v.number(),
      first: 0,
      async step(context) {
        const past = new Date(Date.now() - 3_600_000);
        await context.db.update(job).set({ heartbeat: past }).where(eq(job.id, id));
        await step(id, 0);
        return { done: 100, cursor: null };
      },
    });
    await runStep(env, [slow], { job_id: id, step: 0 });
    expect(await rows()).toBe(1);
    expect(await row()).toMatchObject({ state: "running", step: 1, done: 1 });
  });
});

describe("a step that fails", () => {
  test("is tried again, and the job gives up at the fifth time", async () => {
    const { id, rows, row } = await begin("throw");
    expect((await deliver({ job_id: id, step: 0 })).retryMessages).toHaveLength(1);
    for (let at = 1; at < 4; at++) expect((await step(id, 0)).outcome).toBe("retry");
    expect((await step(id, 0)).outcome).toBe("over");
    expect(await row()).toMatchObject({ state: "failed", error: "JOB_004", attempts: 5 });
    expect(await rows()).toBe(0);
  });

  test("also where it takes the Worker with it, and nothing is left to count: the key is free again", async () => {
    const { id, row } = await begin();
    for (let died = 0; died < 5; died++) {
      const past = new Date(Date.now() - 3_600_000);
      const claim = crypto.randomUUID();
      const dead = { claim, heartbeat: past, state: "running" } as const;
      if (died === 0) await db.update(job).set(dead).where(eq(job.id, id));
      const dies = defineJob({
        name: "test_rows",
        params: v.unknown(),
        cursor: v.number(),
        first: 0,
        async step() {
          // What is left of one that died: its claim, which grows old.
          await db.update(job).set(dead).where(eq(job.id, id));
          return { done: 1, cursor: 1 };
        },
      });
      await runStep(env, [dies], { job_id: id, step: 0 });
    }
    expect(await row()).toMatchObject({ state: "failed", error: "JOB_004", claim: null, done: 0 });
  });

  test("ends the job at once where it says why", async () => {
    const { id, row } = await begin("refuse");
    await step(id, 0);
    expect(await row()).toMatchObject({ state: "failed", error: "AUTH_004", attempts: 1 });
  });
});

test("a message that says nothing is let go; one that cannot be worked on comes again; the next goes on", async () => {
  const { id, rows } = await begin();
  const bodies: unknown[] = [{ nothing: 1 }, { job_id: id, step: "0" }, { job_id: id, step: 0 }];
  const batch = createMessageBatch<JobMessage>(
    "engawa-jobs",
    bodies.map((body, at) => ({
      id: `m${at}`,
      timestamp: new Date(),
      attempts: 1,
      body: body as JobMessage,
    })),
  );
  const down = new Proxy(env, {
    get: (real, name) =>
      name === "DB"
        ? { prepare: () => expect.fail("no database"), batch: () => expect.fail("no database") }
        : (Reflect.get(real, name) as unknown),
  });
  await consumeJobs(batch.messages, down, kinds);
  const result = await getQueueResult(batch, createExecutionContext());
  expect(result.explicitAcks.toSorted()).toEqual(["m0", "m1"]);
  expect(result.retryMessages).toMatchObject([{ msgId: "m2" }]);
  expect(await rows()).toBe(0);
  await deliver({ job_id: id, step: 0 });
  expect(await rows()).toBe(3);
});

test("who is no administrator any more goes on with nothing", async () => {
  const other = await signUp("admin");
  const { id, rows, row } = await begin(undefined, other);
  await step(id, 0);
  await db.update(user).set({ role: "user" }).where(eq(user.id, other.id));
  await step(id, 1);
  expect(await row()).toMatchObject({ state: "failed", error: "AUTH_004", done: 1 });
  expect(await rows()).toBe(1);
});

describe("cancelled", () => {
  const cancel = (id: string) => call(admin, cancelEndpoint, { param: { id } });

  test("between steps: no further one runs, and it cannot be cancelled again", async () => {
    const { id, rows, row } = await begin();
    await step(id, 0);
    expect(await (await cancel(id)).json()).toMatchObject({ state: "cancelled", done: 1 });
    expect((await step(id, 1)).outcome).toBe("over");
    expect(await rows()).toBe(1);
    expect((await row()).finishedAt).not.toBeNull();
    const again = await cancel(id);
    expect([again.status, await codeOf(again)]).toEqual([409, "JOB_002"]);
  });

  test("during a step: that one is the last, and counts", async () => {
    const { id, row } = await begin();
    const asked = defineJob({
      name: "test_rows",
      params: v.unknown(),
      cursor: v.number(),
      first: 0,
      async step() {
        expect(await (await cancel(id)).json()).toMatchObject({ state: "running", stopping: true });
        return { done: 1, cursor: 1 };
      },
    });
    await runStep(env, [asked], { job_id: id, step: 0 });
    expect(await row()).toMatchObject({ state: "cancelled", done: 1, claim: null });
    // The record of who asked has what was done by then, the last one all of it.
    const records = await db.select().from(auditLog).where(eq(auditLog.resourceId, id));
    expect(records.map(({ action, metadata }) => [action, metadata?.["done"]])).toEqual([
      ["START", undefined],
      ["CANCEL", 0],
      ["STOP", 1],
    ]);
  });
});

/** The queue would run what these tests only look at. */
function withoutQueue() {
  const sent: JobMessage[] = [];
  const send = async (message: JobMessage) => void sent.push(message);
  return { sent, unsent: { ...env, JOBS: { send } as unknown as typeof env.JOBS } };
}

test("a job nobody drives is taken up by the minute's cron, and one that is driven is left alone", async () => {
  const [lost, fresh] = await Promise.all([begin(), begin()]);
  const past = new Date(Date.now() - 120_000);
  await db.update(job).set({ heartbeat: past }).where(eq(job.id, lost.id));
  const { sent, unsent } = withoutQueue();
  await takeUpJobs(unsent, Date.now());
  expect(sent).toContainEqual({ job_id: lost.id, step: 0 });
  expect(sent.some((one) => one.job_id === fresh.id)).toBe(false);
});

test("of jobs with the same key one is there at a time, and once it has ended the next may come", async () => {
  const exclusive = crypto.randomUUID();
  const start = () =>
    startJob(withoutQueue().unsent, {
      db,
      actor: admin,
      origin: bySystem,
      kind: threeRows,
      exclusive,
      params: { owner: admin.id, mark: exclusive },
    });
  const started = await Promise.allSettled([start(), start()]);
  const ids = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(ids).toHaveLength(1);
  const refused = started.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "JOB_003" });
  await call(admin, cancelEndpoint, { param: { id: ids[0] ?? "" } });
  await expect(start()).resolves.toBeTypeOf("string");
});

test("the jobs people began are listed without the site's own", async () => {
  const own = await begin();
  const site = await begin(undefined, null);
  const listed = async (begun_by: string) => {
    const answer = await call(admin, listEndpoint, { query: { begun_by, limit: "100" } });
    return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
  };
  const [people, system] = [await listed("people"), await listed("site")];
  expect([people.includes(own.id), people.includes(site.id)]).toEqual([true, false]);
  expect([system.includes(own.id), system.includes(site.id)]).toEqual([false, true]);
});
