import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { JobMessage } from "../platform/job-message.ts";
import { errorFields, log } from "../platform/log.ts";
import { job } from "./job.sql.ts";
import type { AnyKind, JobProblem, JobStep } from "./kind.ts";
import { requireStarter } from "./starter.ts";

type Row = typeof job.$inferSelect;

/** A claim this old is of somebody who died. */
export const leaseMs = 90_000;
/** Tries of one step. */
const maxAttempts = 5;
const maxProblems = 100;
const maxText = 300;

/** `next`: there is another step; `retry`: this one failed, try again later; `over`: nothing to do here. */
export interface Ran {
  readonly outcome: "next" | "retry" | "over";
  /** What the step asked of the database, so that one call of the Worker stays within its bounds. */
  readonly statements: number;
}

const over: Ran = { outcome: "over", statements: 2 };

const isMine = (id: string, claim: string) => and(eq(job.id, id), eq(job.claim, claim));

/** One of many that want to run the step gets it; the others get nothing. */
async function claimStep(db: Db, message: JobMessage, claim: string, now: number) {
  const [row] = await db
    .update(job)
    .set({
      claim,
      state: "running",
      heartbeat: new Date(now),
      // Who died in it could not count the try any more.
      attempts: sql`${job.attempts} + (${job.claim} is not null)`,
      startedAt: sql`coalesce(${job.startedAt}, ${now})`,
    })
    .where(
      and(
        eq(job.id, message.job_id),
        eq(job.step, message.step),
        inArray(job.state, ["waiting", "running"]),
        or(isNull(job.claim), lt(job.heartbeat, new Date(now - leaseMs))),
      ),
    )
    .returning();
  return row;
}

const auditEnd = (db: Db, row: Row, action: string, metadata: Record<string, unknown>): Statement =>
  auditStatement(db, row.createdBy === null ? null : { id: row.createdBy }, row.origin, {
    event: "DATA_CHANGE",
    action,
    resource: ["JOB", row.id],
    metadata: { kind: row.kind, ...metadata },
  });

/** Bounded: what a job tells of itself fits a row. */
const shorten = (text: string): string => text.slice(0, maxText);

function shortened({ row, subject, ja, en }: JobProblem): JobProblem {
  const where = {
    ...(row === undefined ? {} : { row }),
    ...(subject ? { subject: shorten(subject) } : {}),
  };
  return { ...where, ja: shorten(ja), en: shorten(en) };
}

/** `stopped`: somebody asked for it, and this was the last step. */
function progressOf(row: Row, ran: JobStep<unknown>, stopped: boolean, now: number) {
  const ended = ran.cursor === null || stopped;
  const problems = (ran.problems ?? []).map(shortened);
  const result = Object.entries({ ...row.result, ...ran.result }).slice(0, 50);
  return {
    step: row.step + 1,
    attempts: 0,
    claim: null,
    state: stopped ? ("cancelled" as const) : ended ? ("done" as const) : ("running" as const),
    total: ran.total ?? row.total,
    done: row.done + ran.done,
    failed: row.failed + (ran.failed ?? 0),
    cursor: ran.cursor,
    result: Object.fromEntries(
      result.map(([key, value]) => [key, typeof value === "string" ? shorten(value) : value]),
    ),
    problems: [...row.problems, ...problems].slice(0, maxProblems),
    heartbeat: new Date(now),
    finishedAt: ended ? new Date(now) : null,
  };
}

/** The step's work and its progress as one: of two that ran it, one gets through. */
async function storeAs(
  db: Db,
  row: Row,
  claim: string,
  ran: JobStep<unknown>,
  asked: boolean,
): Promise<void> {
  // What was asked to stop and is finished is finished.
  const finished = ran.cursor === null;
  const progress = progressOf(row, ran, asked && !finished, Date.now());
  const { done, failed } = progress;
  const ends = finished ? "FINISH" : asked ? "STOP" : null;
  const mine = sql`exists(select 1 from job where id = ${row.id} and claim = ${claim}
    and (cancel_asked is not null) = ${asked ? 1 : 0})`;
  await runBatch(
    db,
    assertStatement(db, mine),
    ...(ran.statements ?? []),
    ...(ends === null ? [] : [auditEnd(db, row, ends, { done, failed })]),
    db.update(job).set(progress).where(eq(job.id, row.id)),
  );
}

async function store(db: Db, row: Row, claim: string, ran: JobStep<unknown>): Promise<void> {
  try {
    await storeAs(db, row, claim, ran, false);
  } catch (error) {
    if (!isRefused(error)) throw error;
    // Somebody else has it, or asked for it to stop meanwhile.
    await storeAs(db, row, claim, ran, true);
  }
}

/** Of an AppError or the last try: that was it. */
async function storeFailure(db: Db, row: Row, claim: string, error: unknown): Promise<Ran> {
  const attempts = row.attempts + 1;
  const final = error instanceof AppError || attempts >= maxAttempts;
  log(final ? "error" : "warn", "job_step_failed", {
    job_id: row.id,
    kind: row.kind,
    step: row.step,
    attempts,
    ...errorFields(error),
  });
  const now = new Date();
  const code = error instanceof AppError ? error.code : "JOB_004";
  const end = { state: "failed", error: code, finishedAt: now } as const;
  await runBatch(
    db,
    db
      .update(job)
      .set({ attempts, claim: null, heartbeat: now, ...(final ? end : {}) })
      .where(isMine(row.id, claim)),
    ...(final ? [auditEnd(db, row, "FAIL", { code, done: row.done })] : []),
  );
  return { outcome: final ? "over" : "retry", statements: 3 };
}

async function storeCancel(db: Db, row: Row, claim: string): Promise<Ran> {
  const { done, failed } = row;
  await runBatch(
    db,
    assertStatement(db, sql`exists(select 1 from job where id = ${row.id} and claim = ${claim})`),
    db
      .update(job)
      .set({ state: "cancelled", claim: null, finishedAt: new Date() })
      .where(isMine(row.id, claim)),
    auditEnd(db, row, "STOP", { done, failed }),
  );
  return over;
}

/** Runs one step of a job, once, whoever else was told to. */
export async function runStep(
  env: Env,
  kinds: readonly AnyKind[],
  message: JobMessage,
): Promise<Ran> {
  const db = openDb(env.DB);
  const now = Date.now();
  const claim = crypto.randomUUID();
  const row = await claimStep(db, message, claim, now);
  if (!row) return over;
  if (row.cancelAsked !== null) return storeCancel(db, row, claim);
  if (row.attempts >= maxAttempts) {
    return storeFailure(db, row, claim, new Error("the Worker ended in the midst of a step"));
  }
  let ran: JobStep<unknown>;
  try {
    const kind = kinds.find(({ name }) => name === row.kind);
    if (!kind) throw new AppError("JOB_004", { kind: row.kind });
    const actor = row.createdBy === null ? null : await requireStarter(db, row.createdBy, now);
    const { origin, id, total, done, failed } = row;
    const about = { id, total, done, failed, result: row.result ?? {} };
    ran = await kind.step({ env, db, now, actor, origin, job: about }, row.params, row.cursor);
    await store(db, row, claim, ran);
  } catch (error) {
    // Somebody else has it, or the batch got through and only its answer was lost.
    const lost = (await db.$count(job, isMine(row.id, claim))) === 0;
    return lost ? over : storeFailure(db, row, claim, error);
  }
  await ran
    .after?.()
    .catch((error: unknown) =>
      log("error", "job_after_failed", { job_id: row.id, kind: row.kind, ...errorFields(error) }),
    );
  const statements = (ran.statements?.length ?? 0) + 8;
  return { outcome: ran.cursor === null ? "over" : "next", statements };
}
