import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { ProjectInfo, ProjectStatus } from "#contract/project";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { runBatch, type Db, type Statement } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { assertStill, untilWritten, writeEdit } from "../platform/write-edit.ts";
import { user } from "../auth/user.sql.ts";
import { inBin, project, projectMember } from "./project.sql.ts";

const columns = {
  id: project.id,
  name: project.name,
  ownerId: project.ownerId,
  ownerName: user.name,
  status: project.status,
  createdAt: project.createdAt,
  deletedAt: project.deletedAt,
  bytes: project.storageBytes,
  lastActivityAt: project.lastActivityAt,
  members: sql<number>`(select count(*) from project_member m where m.project_id = ${project.id})`,
  sessions: sql<number>`(select count(*) from chat_session s where s.project_id = ${project.id} and s.deleted_at is null)`,
};

type Row = {
  id: string;
  name: string;
  ownerId: string;
  ownerName: string;
  status: ProjectStatus;
  createdAt: Date;
  deletedAt: Date | null;
  bytes: number;
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
  status: row.status,
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

export async function listProjects(
  db: Db,
  actor: Actor,
  status: "active" | "archived",
): Promise<ProjectInfo[]> {
  const rows = await ofMember(db, actor)
    .where(eq(project.status, status))
    .orderBy(desc(project.lastActivityAt), project.id);
  return rows.map(toInfo);
}

/** What a person's own bin holds, the latest first, with the day it goes. */
export async function listBin(db: Db, actor: Actor, keptDays: number): Promise<ProjectInfo[]> {
  const rows = await ofMember(db, actor)
    .where(and(eq(project.ownerId, actor.id), inBin))
    .orderBy(desc(project.deletedAt), project.id);
  const goneAt = (at: Date | null) => new Date((at?.getTime() ?? 0) + keptDays * day);
  return rows.map((row) =>
    Object.assign(toInfo(row), {
      bin: { purged_at: goneAt(row.deletedAt).toISOString(), bytes: row.bytes },
    }),
  );
}

/** Throws PROJECT_001 for what does not lie in one's own bin. */
export async function requireBinned(db: Db, actor: Actor, id: string): Promise<void> {
  const row = await db
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.id, id), eq(project.ownerId, actor.id), inBin))
    .get();
  if (!row) throw new AppError("PROJECT_001");
}

/** Throws PROJECT_001, for another person's project alike. */
export async function getProject(db: Db, actor: Actor, id: string): Promise<ProjectInfo> {
  const row = await ofMember(db, actor)
    .where(and(eq(project.id, id), eq(project.status, "active")))
    .get();
  if (!row) throw new AppError("PROJECT_001");
  return toInfo(row);
}

/** Throws PROJECT_003 where `most` are owned already, of any number created at once. */
export async function createProject(
  db: Db,
  actor: Actor,
  name: string,
  {
    origin,
    most,
    mails,
  }: {
    origin: Origin;
    most: number | null;
    mails: (made: { id: string; name: string; at: Date }) => Promise<Statement[]>;
  },
): Promise<ProjectInfo> {
  const id = crypto.randomUUID();
  const now = new Date();
  const room = sql`(select count(*) from project where owner_id = ${actor.id}) <= ${most}`;
  const told = await mails({ id, name, at: now });
  const batch = runBatch(
    db,
    db.insert(project).values({
      id,
      ...named(name),
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
    ...(most === null ? [] : [assertStatement(db, room)]),
    ...told,
  );
  await batch.catch((error: unknown) => {
    throw isRefused(error) ? new AppError("PROJECT_003", { limit: most }) : error;
  });
  return getProject(db, actor, id);
}

/** Only the owner: a member's attempt is AUTH_004, a stranger's PROJECT_001. What is in the bin is not found. */
export async function requireOwned(db: Db, actor: Actor, id: string): Promise<ProjectInfo> {
  const row = await ofMember(db, actor)
    .where(and(eq(project.id, id), ne(project.status, "deleted")))
    .get();
  if (!row) throw new AppError("PROJECT_001");
  if (row.ownerId !== actor.id) throw new AppError("AUTH_004");
  return toInfo(row);
}

export async function renameProject(
  db: Db,
  actor: Actor,
  id: string,
  name: string,
  origin: Origin,
): Promise<ProjectInfo> {
  const own = and(eq(project.id, id), eq(project.ownerId, actor.id), ne(project.status, "deleted"));
  await untilWritten(async () => {
    const before = await requireOwned(db, actor, id);
    if (before.name === name) return;
    await writeEdit(
      db,
      assertStill(db, project, own, { name: before.name }),
      db.update(project).set(named(name)).where(own),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "UPDATE",
        resource: ["PROJECT", id],
        before: { name: before.name },
        after: { name },
      }),
    );
  });
  return requireOwned(db, actor, id);
}
