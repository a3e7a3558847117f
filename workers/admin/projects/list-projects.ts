import { and, asc, count, desc, eq, inArray, lte, sql, type SQL } from "drizzle-orm";
import type * as contract from "#contract/admin-project";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { displayBytes } from "../../platform/text/display-bytes.ts";
import { type Place, type Span, spanOf } from "../../platform/page-span.ts";
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

type Sort = Pick<QueryOf<List>, "sort_by" | "sort_order">;

function orderOf({ sort_by, sort_order }: Sort, reversed = false): SQL[] {
  const by = {
    storage: project.storageBytes,
    last_activity: project.lastActivityAt,
    created_at: project.createdAt,
  }[sort_by];
  const direction = (sort_order === "asc") === reversed ? desc : asc;
  return [direction(by), direction(project.id)];
}

const countOf = (db: Db, where?: SQL) => db.select({ count: count() }).from(project).where(where);

const spanIn = (db: Db, where: SQL | undefined, place: Place): Promise<Span> =>
  spanOf(place, async () => totalOf(await countOf(db, where)));

/** What is shown of a project is read for those of the page alone, not for those it passes over. */
function rowsOf(db: Db, where: SQL | undefined, sort: Sort, span: Span) {
  const ids = db
    .select({ id: project.id })
    .from(project)
    .where(where)
    .orderBy(...orderOf(sort, span.reversed))
    .limit(span.limit)
    .offset(span.offset);
  return projectRows(db)
    .where(inArray(project.id, ids))
    .orderBy(...orderOf(sort));
}

export async function listProjects(
  db: Db,
  query: QueryOf<List>,
  now = Date.now(),
): Promise<OutputOf<List>> {
  const where = filterOf(query, now);
  const span = await spanIn(db, where, query);
  const [rows, totals, figures] = await db.batch([
    rowsOf(db, where, query, span),
    countOf(db, where),
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
  const span = await spanIn(db, undefined, query);
  const [rows, figures] = await db.batch([
    rowsOf(db, undefined, { sort_by: "storage", sort_order: "desc" }, span),
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
  const span = await spanIn(db, where, query);
  const [rows, totals] = await db.batch([
    rowsOf(db, where, { sort_by: "last_activity", sort_order: "asc" }, span),
    countOf(db, where),
  ]);
  return {
    items: rows.map(toSummary),
    ...envelope(totalOf(totals), query),
    inactive_days: query.inactive_days,
    cutoff_date: cutoff.toISOString(),
  };
}
