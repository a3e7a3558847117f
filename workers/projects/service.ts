import { and, desc, eq, sql } from "drizzle-orm";
import type { ProjectInfo } from "#contract/project";
import { auditStatement } from "../platform/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http.ts";
import { user } from "../auth/user.sql.ts";
import { project, projectMember } from "./project.sql.ts";

const columns = {
  id: project.id,
  name: project.name,
  ownerId: project.ownerId,
  ownerName: user.name,
  createdAt: project.createdAt,
  lastActivityAt: project.lastActivityAt,
  members: sql<number>`(select count(*) from project_member m where m.project_id = ${project.id})`,
  sessions: sql<number>`(select count(*) from chat_session s where s.project_id = ${project.id} and s.deleted_at is null)`,
};

type Row = {
  id: string;
  name: string;
  ownerId: string;
  ownerName: string;
  createdAt: Date;
  lastActivityAt: Date;
  members: number;
  sessions: number;
};

/** Lower case, what is no letter or digit becomes a hyphen; the tree itself never depends on it. */
const directoryOf = (name: string): string =>
  `/workspace/${
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "project"
  }`;

const toInfo = (row: Row): ProjectInfo => ({
  id: row.id,
  name: row.name,
  directory: directoryOf(row.name),
  owner: { id: row.ownerId, name: row.ownerName },
  member_count: row.members,
  session_count: row.sessions,
  created_at: row.createdAt.toISOString(),
  last_activity_at: row.lastActivityAt.toISOString(),
});

const ofMember = (db: Db, actor: Pick<Actor, "id">) =>
  db
    .select(columns)
    .from(project)
    .innerJoin(
      projectMember,
      and(eq(projectMember.projectId, project.id), eq(projectMember.userId, actor.id)),
    )
    .innerJoin(user, eq(user.id, project.ownerId));

export async function listProjects(db: Db, actor: Actor): Promise<ProjectInfo[]> {
  const rows = await ofMember(db, actor)
    .where(eq(project.status, "active"))
    .orderBy(desc(project.lastActivityAt), project.id);
  return rows.map(toInfo);
}

/** Throws PROJECT_001, for another person's project alike. */
export async function getProject(db: Db, actor: Actor, id: string): Promise<ProjectInfo> {
  const row = await ofMember(db, actor)
    .where(and(eq(project.id, id), eq(project.status, "active")))
    .get();
  if (!row) throw new AppError("PROJECT_001");
  return toInfo(row);
}

export async function createProject(
  db: Db,
  actor: Actor,
  name: string,
  origin: Origin,
): Promise<ProjectInfo> {
  const id = crypto.randomUUID();
  const now = new Date();
  await runBatch(
    db,
    db.insert(project).values({
      id,
      name,
      ownerId: actor.id,
      status: "active",
      createdAt: now,
      lastActivityAt: now,
    }),
    db
      .insert(projectMember)
      .values({ projectId: id, userId: actor.id, role: "owner", createdAt: now }),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["PROJECT", id],
      after: { name },
    }),
  );
  return getProject(db, actor, id);
}

/** Only the owner: a member's attempt is AUTH_004, a stranger's PROJECT_001. */
async function requireOwned(db: Db, actor: Actor, id: string): Promise<ProjectInfo> {
  const found = await getProject(db, actor, id);
  if (found.owner.id !== actor.id) throw new AppError("AUTH_004");
  return found;
}

export async function renameProject(
  db: Db,
  actor: Actor,
  id: string,
  name: string,
  origin: Origin,
): Promise<ProjectInfo> {
  const before = await requireOwned(db, actor, id);
  await runBatch(
    db,
    db.update(project).set({ name }).where(eq(project.id, id)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "UPDATE",
      resource: ["PROJECT", id],
      before: { name: before.name },
      after: { name },
    }),
  );
  return getProject(db, actor, id);
}

/** The sessions of a project that run or are looked at now; the others hear when somebody comes. */
export async function listLiveSessions(db: Db, projectId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    sql`select s.id from chat_session s where s.project_id = ${projectId} and s.deleted_at is null
      and (s.run <> 'idle' or exists (select 1 from open_socket o where o.chat_session_id = s.id))
      limit 500`,
  );
  return rows.map((row) => row.id);
}

/** To the bin (T-35): nothing is purged here. */
export async function deleteProject(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const before = await requireOwned(db, actor, id);
  const now = new Date();
  await runBatch(
    db,
    db.update(project).set({ status: "deleted", deletedAt: now }).where(eq(project.id, id)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["PROJECT", id],
      before: { name: before.name, status: "active" },
      after: { name: before.name, status: "deleted" },
    }),
  );
}
