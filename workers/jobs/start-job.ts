/**
 * Long work, in the background (docs/decisions/0014-jobs.md).
 *
 * A kind of job is data beside its feature: `defineJob({ name, params, cursor, first, step })` (kind.ts),
 * listed in kinds.ts, its label in web/i18n/admin-jobs.ts. `startJob` stores the job with its audit row
 * and sends the first message over the queue `engawa-jobs`; each message runs steps for some seconds and
 * sends the next. A step answers the statements of its work: they are one transaction with its progress,
 * so a message that comes twice, a crash or two runs at once do nothing twice. What a step does outside
 * D1 comes before that and must bear being done again. The minute's cron takes up what nobody drives.
 * `JobProgress` (web/admin/parts) shows a job by its id.
 */
import { and, eq, isNotNull } from "drizzle-orm";
import { auditStatement } from "../platform/records/audit.ts";
import { runBatch, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { errorFields, log } from "../platform/log.ts";
import type { JobMessage } from "../platform/job-message.ts";
import { job } from "./job.sql.ts";
import type { JobKind } from "./kind.ts";

export interface NewJob<Params> {
  readonly db: Db;
  /** Null: the site itself. */
  readonly actor: (Pick<Actor, "id"> & Partial<Pick<Actor, "key">>) | null;
  readonly origin: Origin;
  readonly kind: JobKind<Params>;
  readonly params: Params;
  /** How many rows there will be, where that is known. */
  readonly total?: number;
  /** One job with this key waits or runs at a time, else JOB_003. */
  readonly exclusive?: string;
  /** There is ever one job with this key, else JOB_003, and BULK_001 once that one has ended. */
  readonly once?: string;
  /** The job whose changes it takes back. */
  readonly takesBack?: string;
  /** What the record keeps of it; never a person's data. */
  readonly metadata?: Record<string, unknown>;
}

/** The job as statements, for a batch of the caller's; `sendJob` afterwards. */
export function jobStatements<Params>(start: NewJob<Params>): {
  id: string;
  statements: [Statement, Statement];
} {
  const { db, actor, origin, kind } = start;
  const id = crypto.randomUUID();
  const now = new Date();
  const row: typeof job.$inferInsert = {
    ...kind.begin(start.params),
    id,
    kind: kind.name,
    state: "waiting",
    total: start.total ?? null,
    problems: [],
    takesBack: start.takesBack ?? null,
    createdBy: actor?.id ?? null,
    origin,
    exclusive: start.exclusive ?? null,
    once: start.once ?? null,
    createdAt: now,
    heartbeat: now,
  };
  const audit = auditStatement(db, actor, origin, {
    event: "DATA_CHANGE",
    action: "START",
    resource: ["JOB", id],
    severity: "WARNING",
    metadata: { ...start.metadata, kind: kind.name, total: start.total ?? null },
  });
  return { id, statements: [db.insert(job).values(row), audit] };
}

/** A message that cannot be sent is no loss: the minute's cron sends it. */
export async function sendJob(env: Env, message: JobMessage): Promise<void> {
  await env.JOBS.send(message).catch((error: unknown) =>
    log("warn", "job_not_sent", { ...message, ...errorFields(error) }),
  );
}

const isTaken = (error: unknown): boolean =>
  /UNIQUE[^\n]*job\.(exclusive|once)|UNIQUE[^\n]*job_(exclusive|once)/.test(
    `${String(error)} ${String((error as Error).cause)}`,
  );

const hasEnded = async ({ db, once }: Pick<NewJob<unknown>, "db" | "once">): Promise<boolean> =>
  once !== undefined &&
  (await db.$count(job, and(eq(job.once, once), isNotNull(job.finishedAt)))) > 0;

/**
 * Stores the job with its audit row and what goes with it as one batch, and answers its id. Throws
 * JOB_003 where `exclusive` or `once` is taken, BULK_001 where the one of `once` has ended.
 */
export async function storeJob<Params>(
  start: NewJob<Params>,
  together: (jobId: string) => readonly Statement[] = () => [],
): Promise<string> {
  const { id, statements } = jobStatements(start);
  const [first, ...rest] = statements;
  try {
    await runBatch(start.db, first, ...rest, ...together(id));
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new AppError((await hasEnded(start)) ? "BULK_001" : "JOB_003");
  }
  return id;
}

/** As `storeJob`, and sends it off. */
export async function startJob<Params>(env: Env, start: NewJob<Params>): Promise<string> {
  const id = await storeJob(start);
  await sendJob(env, { job_id: id, step: 0 });
  return id;
}
