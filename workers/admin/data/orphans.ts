import { and, count, desc, eq, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-data";
import type { Language } from "#contract/errors";
import type { JsonOf, OutputOf, QueryOf } from "#contract/endpoint";
import { runJobNow } from "../../jobs/drive.ts";
import { job } from "../../jobs/job.sql.ts";
import { getJob } from "../../jobs/list-jobs.ts";
import { startJob } from "../../jobs/start-job.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { displayBytes } from "../../platform/text/display-bytes.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { orphanDeletionJob } from "../../retention/orphans/delete.ts";
import { orphanFile } from "../../retention/orphans/orphan-file.sql.ts";
import { leastAge, orphanSearchJob } from "../../retention/orphans/search.ts";

type List = typeof contract.listOrphans;
type Deletion = typeof contract.deleteOrphans;

export interface By {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly language: Language;
}

const toOrphan = (row: typeof orphanFile.$inferSelect): contract.Orphan => ({
  id: row.id,
  file_name: row.path.split("/").at(-1) ?? row.path,
  file_path: row.path,
  size_bytes: row.size,
  size_display: displayBytes(row.size),
  mime_type: row.mimeType,
  created_at: row.createdAt.toISOString(),
  last_accessed_at: null,
  original_project_id: row.projectId,
  original_project_name: row.projectName,
});

/** The largest first. */
export async function listOrphans(db: Db, { page, limit }: QueryOf<List>): Promise<OutputOf<List>> {
  const [rows, sums, searches] = await db.batch([
    db
      .select()
      .from(orphanFile)
      .orderBy(desc(orphanFile.size), orphanFile.id)
      .limit(limit)
      .offset((page - 1) * limit),
    db
      .select({
        files: count(),
        bytes: sql<number>`coalesce(sum(${orphanFile.size}), 0)`.as("bytes"),
      })
      .from(orphanFile),
    db
      .select({ at: job.finishedAt })
      .from(job)
      .where(and(eq(job.kind, orphanSearchJob.name), eq(job.state, "done")))
      .orderBy(desc(job.createdAt))
      .limit(1),
  ]);
  const total = sums[0]?.files ?? 0;
  const bytes = sums[0]?.bytes ?? 0;
  return {
    items: rows.map(toOrphan),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
    total_size_bytes: bytes,
    total_size_display: displayBytes(bytes),
    searched_at: searches[0]?.at?.toISOString() ?? null,
  };
}

/** Throws JOB_003 while a search runs. */
export async function searchOrphans(env: Env, { actor, origin }: By): Promise<{ job_id: string }> {
  const now = Date.now();
  const id = await startJob(env, {
    db: openDb(env.DB),
    actor,
    origin,
    kind: orphanSearchJob,
    params: { started: now, before: now - leastAge },
    exclusive: orphanSearchJob.name,
  });
  return { job_id: id };
}

/** Throws REQUEST_001 where nothing is named, JOB_003 while a deletion runs. */
export async function deleteOrphans(
  env: Env,
  { file_ids, delete_all }: JsonOf<Deletion>,
  { actor, origin, language }: By,
): Promise<OutputOf<Deletion>> {
  if (!delete_all && file_ids.length === 0) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.file_ids", message: "name files, or set delete_all" },
    ]);
  }
  const db = openDb(env.DB);
  const id = await startJob(env, {
    db,
    actor,
    origin,
    kind: orphanDeletionJob,
    params: { ids: delete_all ? null : file_ids },
    exclusive: orphanDeletionJob.name,
  });
  await runJobNow(env, orphanDeletionJob, id);
  const { result, state } = await getJob(db, id, language);
  const freed = Number(result["bytes"] ?? 0);
  return {
    success: state !== "failed",
    deleted_count: Number(result["deleted"] ?? 0),
    freed_bytes: freed,
    freed_display: displayBytes(freed),
    job_id: id,
    finished: state === "done",
  };
}
