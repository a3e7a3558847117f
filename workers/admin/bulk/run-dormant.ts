import { asc, count, eq, sql } from "drizzle-orm";
import { type archiveProjects, type deactivateUsers, usualDays } from "#contract/admin-bulk";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { runJobNow } from "../../jobs/drive.ts";
import type { JobKind } from "../../jobs/kind.ts";
import { getJob } from "../../jobs/list-jobs.ts";
import { storeJob } from "../../jobs/start-job.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { project } from "../../projects/project.sql.ts";
import { archiveProjectsKind } from "./archive-kind.ts";
import { deactivateUsersKind } from "./deactivate-kind.ts";
import { cutOff, dormantPeople, dormantProjects } from "./dormant.ts";

const shown = 100;

interface Wanted {
  readonly inactive_days: number;
  readonly dry_run: boolean;
  readonly expected_count?: number | undefined;
}

/** What is forgotten to be said is no order: without days and `dry_run` it only looks. */
const wantedOf = (
  { inactive_days, dry_run, expected_count }: JsonOf<typeof deactivateUsers>,
  usual: number,
): Wanted => ({
  inactive_days: inactive_days ?? usual,
  dry_run: dry_run ?? inactive_days === undefined,
  expected_count,
});

interface Run {
  readonly job_id: string | null;
  readonly success: boolean;
  readonly done: number;
}

/** Looks only, or stores the job and begins it. Throws BULK_003, JOB_003. */
async function run<Params>(
  c: AppContext,
  actor: Actor,
  wanted: Wanted,
  matched: number,
  job: { readonly kind: JobKind<Params>; readonly params: Params },
): Promise<Run> {
  const nothing = { job_id: null, success: true, done: 0 };
  if (wanted.dry_run) return nothing;
  if (wanted.expected_count !== undefined && wanted.expected_count !== matched) {
    throw new AppError("BULK_003", { matched_count: matched });
  }
  if (matched === 0) return nothing;
  const db: Db = openDb(c.env.DB);
  const id = await storeJob({
    db,
    actor,
    origin: originOf(c),
    kind: job.kind,
    params: job.params,
    total: matched,
    exclusive: job.kind.name,
    metadata: { inactive_days: wanted.inactive_days },
  });
  await runJobNow(c.env, job.kind, id);
  const { state, done, failed } = await getJob(db, id, c.var.language);
  return { job_id: id, success: state !== "failed" && failed === 0, done: done - failed };
}

/** Who is an administrator for a day puts neither a lasting one away nor their projects (U-140). */
export async function deactivateDormant(
  c: AppContext,
  actor: Actor,
  json: JsonOf<typeof deactivateUsers>,
): Promise<OutputOf<typeof deactivateUsers>> {
  const db = openDb(c.env.DB);
  const wanted = wantedOf(json, usualDays.people);
  const { inactive_days, dry_run } = wanted;
  const before = cutOff(inactive_days, Date.now());
  const admins = actor.role_until === null;
  const where = dormantPeople(before, actor.id, admins);
  const [counted, people] = await db.batch([
    db
      .select({ count: count().as("matched") })
      .from(user)
      .where(where),
    db.select().from(user).where(where).orderBy(asc(user.lastActiveAt), asc(user.id)).limit(shown),
  ]);
  const matched = counted[0]?.count ?? 0;
  const params = { before, inactive_days, except: actor.id, admins };
  const ran = await run(c, actor, wanted, matched, { kind: deactivateUsersKind, params });
  return {
    success: ran.success,
    dry_run,
    matched_count: matched,
    deactivated_count: ran.done,
    items: people.map(({ id, name, email, role, lastActiveAt, createdAt }) => ({
      id,
      name,
      email,
      role,
      last_active_at: lastActiveAt?.toISOString() ?? null,
      created_at: createdAt.toISOString(),
    })),
    job_id: ran.job_id,
  };
}

export async function archiveDormant(
  c: AppContext,
  actor: Actor,
  json: JsonOf<typeof archiveProjects>,
): Promise<OutputOf<typeof archiveProjects>> {
  const db = openDb(c.env.DB);
  const wanted = wantedOf(json, usualDays.projects);
  const { inactive_days, dry_run } = wanted;
  const before = cutOff(inactive_days, Date.now());
  const admins = actor.role_until === null;
  const where = dormantProjects(before, admins);
  const [counted, projects] = await db.batch([
    db
      .select({ count: count().as("matched") })
      .from(project)
      .where(where),
    db
      .select({
        id: project.id,
        name: project.name,
        ownerName: sql<string>`${user.name}`.as("owner_name"),
        bytes: project.storageBytes,
        at: project.lastActivityAt,
      })
      .from(project)
      .innerJoin(user, eq(user.id, project.ownerId))
      .where(where)
      .orderBy(asc(project.lastActivityAt), asc(project.id))
      .limit(shown),
  ]);
  const matched = counted[0]?.count ?? 0;
  const params = { before, inactive_days, admins };
  const ran = await run(c, actor, wanted, matched, { kind: archiveProjectsKind, params });
  return {
    success: ran.success,
    dry_run,
    matched_count: matched,
    archived_count: ran.done,
    items: projects.map(({ id, name, ownerName, bytes, at }) => ({
      id,
      name,
      owner_name: ownerName,
      storage_bytes: bytes,
      last_activity_at: at.toISOString(),
    })),
    job_id: ran.job_id,
  };
}
