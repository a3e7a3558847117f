import { and, eq, lte, sql, type SQL } from "drizzle-orm";
import type { listAllProjects, ProjectSummary } from "#contract/admin-project";
import type { QueryOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { displayBytes } from "../../platform/text/display-bytes.ts";
import { day } from "../../platform/durations.ts";
import { nameContains } from "../../platform/text/folded-name.ts";
import { project } from "../../projects/project.sql.ts";

const columns = {
  id: project.id,
  name: project.name,
  ownerId: project.ownerId,
  owner: sql<string>`${user.name}`.as("owner"),
  ownerRole: sql<ProjectSummary["owner"]["role"]>`${user.role}`.as("owner_role"),
  status: project.status,
  storageBytes: project.storageBytes,
  fileCount: project.fileCount,
  createdAt: project.createdAt,
  lastActivityAt: project.lastActivityAt,
  deletedAt: project.deletedAt,
  members:
    sql<number>`(select count(*) from project_member m where m.project_id = ${project.id})`.as(
      "members",
    ),
  sessions:
    sql<number>`(select count(*) from chat_session s where s.project_id = ${project.id} and s.deleted_at is null)`.as(
      "sessions",
    ),
};

/** Projects with their owners; the caller adds where, order and limit. */
export const projectRows = (db: Db) =>
  db.select(columns).from(project).innerJoin(user, eq(user.id, project.ownerId));

type Row = Omit<typeof project.$inferSelect, "id" | "nameFolded"> & {
  id: string;
  owner: string;
  ownerRole: ProjectSummary["owner"]["role"];
  members: number;
  sessions: number;
};

export const toSummary = (row: Row): ProjectSummary => ({
  id: row.id,
  name: row.name,
  owner: { id: row.ownerId, name: row.owner, role: row.ownerRole },
  status: row.status,
  member_count: row.members,
  session_count: row.sessions,
  storage_used_bytes: row.storageBytes,
  storage_used_display: displayBytes(row.storageBytes),
  file_count: row.fileCount,
  last_activity_at: row.lastActivityAt.toISOString(),
  created_at: row.createdAt.toISOString(),
  deleted_at: row.deletedAt?.toISOString() ?? null,
});

export const inactiveSince = (days: number, now: number): Date => new Date(now - days * day);

export function filterOf(query: QueryOf<typeof listAllProjects>, now: number): SQL | undefined {
  const { status, owner_id, inactive_days, search } = query;
  return and(
    status === undefined ? undefined : eq(project.status, status),
    owner_id === undefined ? undefined : eq(project.ownerId, owner_id),
    inactive_days === undefined
      ? undefined
      : lte(project.lastActivityAt, inactiveSince(inactive_days, now)),
    search ? nameContains(project, search) : undefined,
  );
}
