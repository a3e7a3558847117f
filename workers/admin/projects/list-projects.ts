import { and, asc, count, desc, eq, lte, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-project";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { displayBytes } from "../../platform/display-bytes.ts";
import { project } from "../../projects/project.sql.ts";
import { filterOf, inactiveSince, projectRows, toSummary } from "./project-rows.ts";

type List = typeof contract.listAllProjects;

const totalOf = (rows: readonly { count: number }[]): number => rows[0]?.count ?? 0;

const envelope = (total: number, { page, limit }: { page: number; limit: number }) => ({
  total,
  page,
  limit,
  total_pages: Math.ceil(total / limit),
});

/** One row a status, from the index alone. */
const byStatus = (db: Db) =>
  db
    .select({
      status: project.status,
      projects: count(),
      bytes: sql<number>`sum(${project.storageBytes})`.as("bytes"),
    })
    .from(project)
    .groupBy(project.status);

type ByStatus = Awaited<ReturnType<typeof byStatus>>;

/** What lies in the bin takes room all the same, until it is gone. */
function statisticsOf(rows: ByStatus): contract.ProjectStatistics {
  const of = (status: string) => rows.find((row) => row.status === status)?.projects ?? 0;
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return {
    total_projects: rows.reduce((sum, row) => sum + row.projects, 0),
    active_projects: of("active"),
    archived_projects: of("archived"),
    deleted_projects: of("deleted"),
    total_storage_bytes: bytes,
    total_storage_display: displayBytes(bytes),
  };
}

function orderOf({ sort_by, sort_order }: QueryOf<List>) {
  const by = {
    storage: project.storageBytes,
    last_activity: project.lastActivityAt,
    created_at: project.createdAt,
  }[sort_by];
  return [sort_order === "asc" ? asc(by) : desc(by), asc(project.id)];
}

export async function listProjects(
  db: Db,
  query: QueryOf<List>,
  now = Date.now(),
): Promise<OutputOf<List>> {
  const where = filterOf(query, now);
  const { page, limit } = query;
  const [rows, totals, figures] = await db.batch([
    projectRows(db)
      .where(where)
      .orderBy(...orderOf(query))
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ count: count() }).from(project).where(where),
    byStatus(db),
  ]);
  return {
    items: rows.map(toSummary),
    ...envelope(totalOf(totals), query),
    statistics: statisticsOf(figures),
  };
}

export async function listStorage(
  db: Db,
  query: QueryOf<typeof contract.listProjectStorage>,
): Promise<OutputOf<typeof contract.listProjectStorage>> {
  const [rows, figures] = await db.batch([
    projectRows(db)
      .orderBy(desc(project.storageBytes), asc(project.id))
      .limit(query.limit)
      .offset((query.page - 1) * query.limit),
    byStatus(db),
  ]);
  const { total_projects, total_storage_bytes, total_storage_display } = statisticsOf(figures);
  const share = (bytes: number) =>
    total_storage_bytes === 0 ? 0 : Math.round((bytes / total_storage_bytes) * 1000) / 10;
  return {
    items: rows.map((row) =>
      Object.assign(toSummary(row), { share_percentage: share(row.storageBytes) }),
    ),
    ...envelope(total_projects, query),
    total_storage_bytes,
    total_storage_display,
  };
}

export async function listInactive(
  db: Db,
  query: QueryOf<typeof contract.listInactiveProjects>,
  now = Date.now(),
): Promise<OutputOf<typeof contract.listInactiveProjects>> {
  const cutoff = inactiveSince(query.inactive_days, now);
  const where = and(eq(project.status, "active"), lte(project.lastActivityAt, cutoff));
  const [rows, totals] = await db.batch([
    projectRows(db)
      .where(where)
      .orderBy(asc(project.lastActivityAt), asc(project.id))
      .limit(query.limit)
      .offset((query.page - 1) * query.limit),
    db.select({ count: count() }).from(project).where(where),
  ]);
  return {
    items: rows.map(toSummary),
    ...envelope(totalOf(totals), query),
    inactive_days: query.inactive_days,
    cutoff_date: cutoff.toISOString(),
  };
}
