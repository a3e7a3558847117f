import { and, count, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { JobInfo, listJobs as contract } from "#contract/job";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { errorRegistry, errorText, type ErrorCode, type Language } from "#contract/errors";
import { user } from "../auth/user.sql.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { job } from "./job.sql.ts";

/** Ways back told at a time. */
const mostBack = 200;

type Row = { job: typeof job.$inferSelect; name: string | null };

const isCode = (code: string): code is ErrorCode => code in errorRegistry;

const messageOf = (code: string, language: Language): string =>
  errorText(isCode(code) ? code : "JOB_004", language).message;

type TakenBack = JobInfo["taken_back_by"][number];

const starterOf = ({ job: row, name }: Row): TakenBack["created_by"] =>
  row.createdBy === null ? null : { id: row.createdBy, name: name ?? "" };

const toTakenBack = (row: Row): TakenBack => ({
  id: row.job.id,
  state: row.job.state,
  done: row.job.done,
  failed: row.job.failed,
  created_by: starterOf(row),
  created_at: row.job.createdAt.toISOString(),
});

const toInfo = (row: Row, back: readonly Row[], language: Language): JobInfo => ({
  ...toOwn(row.job, language),
  taken_back_by: back.filter(({ job }) => job.takesBack === row.job.id).map(toTakenBack),
  created_by: starterOf(row),
});

const toOwn = (
  row: Row["job"],
  language: Language,
): Omit<JobInfo, "taken_back_by" | "created_by"> => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  total: row.total,
  done: row.done,
  failed: row.failed,
  stopping: row.cancelAsked !== null && row.finishedAt === null,
  result: row.result ?? {},
  problems: row.problems.map((one) => ({
    row: one.row ?? null,
    subject: one.subject ?? null,
    error: one[language],
  })),
  error: row.error === null ? null : { code: row.error, message: messageOf(row.error, language) },
  takes_back: row.takesBack,
  created_at: row.createdAt.toISOString(),
  started_at: row.startedAt?.toISOString() ?? null,
  finished_at: row.finishedAt?.toISOString() ?? null,
});

const withName = (db: Db) =>
  db.select({ job, name: user.name }).from(job).leftJoin(user, eq(user.id, job.createdBy));

/** Which of them were taken back, and by which jobs; of these the newest. */
function takenBack(db: Db, rows: readonly Row[]): Promise<Row[]> {
  const ids = JSON.stringify(rows.map((row) => row.job.id));
  return withName(db)
    .where(sql`${job.takesBack} in (select value from json_each(${ids}))`)
    .orderBy(desc(job.createdAt), job.id)
    .limit(mostBack);
}

export async function listJobs(
  db: Db,
  query: QueryOf<typeof contract>,
  language: Language,
): Promise<OutputOf<typeof contract>> {
  const { kind, state, begun_by, page, limit } = query;
  const begun = begun_by === "people" ? isNotNull(job.createdBy) : isNull(job.createdBy);
  const where = and(
    kind === undefined ? undefined : eq(job.kind, kind),
    state === undefined ? undefined : eq(job.state, state),
    begun_by === undefined ? undefined : begun,
  );
  const rows = await withName(db)
    .where(where)
    .orderBy(desc(job.createdAt), job.id)
    .limit(limit)
    .offset((page - 1) * limit);
  const [totals] = await db.select({ count: count() }).from(job).where(where);
  const total = totals?.count ?? 0;
  const back = await takenBack(db, rows);
  const items = rows.map((row) => toInfo(row, back, language));
  return { items, total, page, limit, total_pages: Math.ceil(total / limit) };
}

/** Throws JOB_001. */
export async function getJob(db: Db, id: string, language: Language): Promise<JobInfo> {
  const row = await withName(db).where(eq(job.id, id)).get();
  if (!row) throw new AppError("JOB_001");
  return toInfo(row, await takenBack(db, [row]), language);
}
