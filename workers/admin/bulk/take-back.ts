import { eq } from "drizzle-orm";
import type { takeBackJob } from "#contract/admin-take-back";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { runJobNow } from "../../jobs/drive.ts";
import { job } from "../../jobs/job.sql.ts";
import type { JobKind } from "../../jobs/kind.ts";
import { getJob } from "../../jobs/list-jobs.ts";
import { storeJob } from "../../jobs/start-job.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { isSingleUser } from "../../platform/site-mode.ts";
import { archivedOf, countOf, disabledOf, nextLeft, ranOf } from "./changed-by-job.ts";
import { reactivateUsersKind, unarchiveProjectsKind } from "./take-back-kinds.ts";

const shown = 100;

interface Begun {
  readonly id: string;
  readonly success: boolean;
  readonly done: number;
}

/** Stores the job and begins it. Throws JOB_003. */
async function begin<Params>(
  c: AppContext,
  actor: Actor,
  kind: JobKind<Params>,
  params: Params,
  { of, ofKind, total }: { readonly of: string; readonly ofKind: string; readonly total: number },
): Promise<Begun> {
  const db = openDb(c.env.DB);
  const origin = originOf(c);
  const start = {
    db,
    actor,
    origin,
    kind,
    params,
    total,
    exclusive: `take_back:${of}`,
    takesBack: of,
    metadata: { takes_back: of },
  };
  const id = await storeJob(start, (jobId) => [
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "TAKE_BACK",
      resource: ["JOB", of],
      severity: "WARNING",
      // As every record of a job it is named by the kind of the job it is about.
      metadata: { kind: ofKind, job_id: jobId, taken_back_by: kind.name },
    }),
  ]);
  await runJobNow(c.env, kind, id);
  const { state, done, failed } = await getJob(db, id, c.var.language);
  return { id, success: state !== "failed" && failed === 0, done: done - failed };
}

/**
 * Exactly what the job changed and nobody since. Throws JOB_001, BULK_003, JOB_003, and BULK_004 for
 * a job of another kind or one that has not ended.
 */
export async function takeBack(
  c: AppContext,
  actor: Actor,
  id: string,
  wanted: JsonOf<typeof takeBackJob>,
): Promise<OutputOf<typeof takeBackJob>> {
  const db = openDb(c.env.DB);
  const row = await db.select().from(job).where(eq(job.id, id)).get();
  if (row === undefined) throw new AppError("JOB_001");
  const people = row.kind === "deactivate_users";
  if ((!people && row.kind !== "archive_projects") || row.finishedAt === null) {
    throw new AppError("BULK_004", { kind: row.kind, state: row.state });
  }
  const ran = ranOf(row);
  if (people && isSingleUser(c.env)) throw new AppError("AUTH_019");
  const admins = actor.role_until === null;
  const direction = people ? disabledOf(admins) : archivedOf(admins);
  const { changed, left } = await countOf(db, direction, ran);
  const rows = await nextLeft(db, direction, ran, [-1, -1], shown);
  // What is forgotten to be said is no order.
  const dry_run = wanted.dry_run ?? wanted.expected_count === undefined;
  const answer = {
    dry_run,
    changed_count: changed,
    matched_count: left,
    items: rows.map(({ id, name, whose }) => ({ id, name, whose })),
  };
  if (dry_run) return { ...answer, success: true, taken_back_count: 0, job_id: null };
  if (wanted.expected_count !== undefined && wanted.expected_count !== left) {
    throw new AppError("BULK_003", { matched_count: left });
  }
  if (left === 0) return { ...answer, success: true, taken_back_count: 0, job_id: null };
  const about = { of: id, ofKind: row.kind, total: left };
  const begun = people
    ? await begin(c, actor, reactivateUsersKind, { ...ran, admins }, about)
    : await begin(c, actor, unarchiveProjectsKind, { ...ran, admins }, about);
  return {
    ...answer,
    success: begun.success,
    taken_back_count: begun.done,
    job_id: begun.id,
  };
}
