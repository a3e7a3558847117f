import { and, inArray, lte } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { JobMessage } from "../platform/job-message.ts";
import { errorFields, log } from "../platform/log.ts";
import { job } from "./job.sql.ts";
import type { AnyKind } from "./kind.ts";
import { leaseMs, runStep } from "./run-step.ts";
import { sendJob } from "./start-job.ts";

/** One message's share: a call of the Worker asks a database a thousand things at most. */
const maxMs = 5000;
const maxStatements = 500;

/** A short job is over when the answer comes; what is left goes on by itself. */
export async function runJobNow(env: Env, kind: AnyKind, jobId: string): Promise<void> {
  await driveJob(env, [kind], { job_id: jobId, step: 0 }, 1500);
}

/** Runs steps for some seconds, then leaves the next one to a message of its own. True: try again later. */
async function driveJob(
  env: Env,
  kinds: readonly AnyKind[],
  { job_id, step }: JobMessage,
  ms = maxMs,
): Promise<boolean> {
  const until = Date.now() + ms;
  let statements = 0;
  for (let at = step; ; at++) {
    const began = Date.now();
    const ran = await runStep(env, kinds, { job_id, step: at });
    if (ran.outcome !== "next") return ran.outcome === "retry";
    statements += ran.statements;
    if (Date.now() >= until || statements >= maxStatements) {
      await sendJob(env, { job_id, step: at + 1 });
      return false;
    }
    // A database does one thing after the other: requests have as much of it as the job.
    await scheduler.wait(Math.min(200, Math.max(10, Date.now() - began)));
  }
}

/** What keeps a message from being worked on at all keeps no other from it. */
async function consumeJob(
  message: Message<JobMessage>,
  env: Env,
  kinds: readonly AnyKind[],
): Promise<boolean> {
  const { job_id, step } = message.body;
  if (typeof job_id !== "string" || !Number.isSafeInteger(step)) {
    log("error", "message_unreadable", { queue: "jobs", id: message.id });
    return false;
  }
  try {
    return await driveJob(env, kinds, { job_id, step });
  } catch (error) {
    log("error", "job_undriven", { job_id, ...errorFields(error) });
    return true;
  }
}

/** Messages of the queue `engawa-jobs`. */
export async function consumeJobs(
  messages: readonly Message<JobMessage>[],
  env: Env,
  kinds: readonly AnyKind[],
): Promise<void> {
  for (const message of messages) {
    const again = await consumeJob(message, env, kinds);
    if (again) message.retry({ delaySeconds: 5 * 2 ** Math.min(message.attempts, 5) });
    else message.ack();
  }
}

/** A job nobody has driven for a while: its message was lost, or who ran it died. */
export async function takeUpJobs(env: Env, now: number): Promise<void> {
  const left = await openDb(env.DB)
    .select({ job_id: job.id, step: job.step })
    .from(job)
    .where(
      and(inArray(job.state, ["waiting", "running"]), lte(job.heartbeat, new Date(now - leaseMs))),
    )
    .orderBy(job.heartbeat)
    .limit(50);
  for (const message of left) await sendJob(env, message);
}
