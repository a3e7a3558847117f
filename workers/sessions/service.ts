import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { PermissionMode, Role } from "#contract/common";
import { showSessionId } from "#contract/ids";
import type { SessionInfo } from "#contract/session";
import type { Limit } from "../meter/rpc.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { assertStill, saysTheSame, untilWritten, writeEdit } from "../platform/write-edit.ts";
import { project, projectMember } from "../projects/project.sql.ts";
import { roleIn } from "./access.ts";
import { modeInEffect } from "./bypass.ts";
import { chatSession } from "./chat-session.sql.ts";
import { isOverHeld, overHeld, titleIfRoom } from "./held.ts";
import { expiryOf, statusOf } from "./status.ts";

type Row = typeof chatSession.$inferSelect;

/** `role`: of the owner, in the project. */
const modeOf = ({ mode, bypassUntil }: Row, role: Role): PermissionMode =>
  modeInEffect(role, mode, bypassUntil?.getTime() ?? null);

const bypassEnd = (row: Row, role: Role): Date | null =>
  modeOf(row, role) === "bypass" ? row.bypassUntil : null;

const toInfo = (row: Row, role: Role): SessionInfo => ({
  id: showSessionId(row.id),
  project_id: row.projectId,
  user_id: row.userId,
  title: row.title,
  model: row.model,
  mode: modeOf(row, role),
  bypass_until: bypassEnd(row, role)?.toISOString() ?? null,
  status: statusOf(row, Date.now()),
  run: row.run,
  message_count: row.messageCount,
  cost_micro_usd: row.costMicroUsd,
  created_at: row.createdAt.toISOString(),
  last_activity_at: row.lastActivityAt.toISOString(),
  archived_at: row.archivedAt?.toISOString() ?? null,
  expires_at: expiryOf(row.lastActivityAt).toISOString(),
});

const ownedBy = (actor: Actor) =>
  and(eq(chatSession.userId, actor.id), isNull(chatSession.deletedAt));

/** One that lies in the bin is nobody's. */
export const ownSession = (actor: Actor, id: string) => and(eq(chatSession.id, id), ownedBy(actor));

/** Who left a project has lost the sessions in it. */
const stillMember = and(
  eq(projectMember.projectId, chatSession.projectId),
  eq(projectMember.userId, chatSession.userId),
);

const rows = (db: Db) =>
  db
    .select({ session: chatSession, member: projectMember.role })
    .from(chatSession)
    .innerJoin(project, and(eq(project.id, chatSession.projectId), eq(project.status, "active")))
    .innerJoin(projectMember, stillMember);

export async function listSessions(
  db: Db,
  actor: Actor,
  projectId: string | undefined,
): Promise<SessionInfo[]> {
  const found = await rows(db)
    .where(and(ownedBy(actor), projectId ? eq(chatSession.projectId, projectId) : undefined))
    .orderBy(desc(chatSession.lastActivityAt), chatSession.id);
  return found.map((row) => toInfo(row.session, roleIn(row.member, actor.role)));
}

async function findOwn(db: Db, actor: Actor, id: string) {
  const found = await rows(db).where(ownSession(actor, id)).get();
  if (!found) throw new AppError("SESSION_002");
  return found;
}

/** Throws SESSION_002, for another person's session alike. */
export async function getSession(db: Db, actor: Actor, id: string): Promise<SessionInfo> {
  const { session, member } = await findOwn(db, actor, id);
  return toInfo(session, roleIn(member, actor.role));
}

/** Throws SESSION_001 where the person holds as many as they may. */
export async function createSession(
  db: Db,
  actor: Actor,
  input: {
    id: string;
    project_id: string;
    title: string;
    model: string;
    mode: PermissionMode;
    bypass_until: number | null;
  },
  limit: Limit,
  origin: Origin,
): Promise<SessionInfo> {
  const now = new Date();
  const { id, project_id: projectId, title, model, mode } = input;
  const row: Row = {
    id,
    projectId,
    userId: actor.id,
    title,
    model,
    mode,
    bypassUntil: input.bypass_until === null ? null : new Date(input.bypass_until),
    status: "active",
    run: "idle",
    messageCount: 0,
    costMicroUsd: 0,
    createdAt: now,
    lastActivityAt: now,
    deletedAt: null,
    archivedAt: null,
  };
  const inserted = titleIfRoom(actor.id, limit, sql`${title}`);
  const written = runBatch(
    db,
    db.insert(chatSession).values({ ...row, title: inserted }),
    db.update(project).set({ lastActivityAt: now }).where(eq(project.id, projectId)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["SESSION", id],
      severity: mode === "bypass" ? "CRITICAL" : "INFO",
      after: { project_id: projectId, model, mode },
      ...(row.bypassUntil ? { metadata: { bypass_until: row.bypassUntil } } : {}),
    }),
  );
  try {
    await written;
  } catch (error) {
    throw isOverHeld(error) ? await overHeld(db, actor.id, limit) : error;
  }
  return toInfo(row, actor.role);
}

/** A title may hold what the chat is about; the record says only that it changed. */
const recorded = (s: { model: string; mode: string }, title: string) => ({
  model: s.model,
  mode: s.mode,
  title,
});

/** Of changes at once each keeps its own. Throws SESSION_002. */
export async function updateSession(
  db: Db,
  actor: Actor,
  id: string,
  change: { title?: string; model?: string; mode?: PermissionMode; bypass_until?: number | null },
  origin: Origin,
): Promise<SessionInfo> {
  const own = ownSession(actor, id);
  const { bypass_until: until } = change;
  const bypassUntil = until ? new Date(until) : null;
  await untilWritten(async () => {
    const { session: row } = await findOwn(db, actor, id);
    const { title, model, mode } = { ...row, ...change };
    const was = recorded(row, "…");
    const is = recorded({ model, mode }, title === row.title ? "…" : "(changed)");
    // Bypass that is on is asked for once more: its time begins anew.
    if (saysTheSame(was, is) && change.mode !== "bypass") return;
    await writeEdit(
      db,
      assertStill(db, chatSession, own, {
        title: row.title,
        model: row.model,
        mode: row.mode,
        bypassUntil: row.bypassUntil,
      }),
      db
        .update(chatSession)
        .set({ title, model, mode, ...(until === undefined ? {} : { bypassUntil }) })
        .where(own),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "UPDATE",
        resource: ["SESSION", id],
        severity: change.mode === "bypass" ? "CRITICAL" : "INFO",
        before: was,
        after: is,
        ...(bypassUntil ? { metadata: { bypass_until: bypassUntil } } : {}),
      }),
    );
  });
  return getSession(db, actor, id);
}

/** How many sessions of anybody a project has besides this one. */
export async function countOthers(db: Db, projectId: string, id: string): Promise<number> {
  const where = and(
    eq(chatSession.projectId, projectId),
    ne(chatSession.id, id),
    isNull(chatSession.deletedAt),
  );
  return db.$count(chatSession, where);
}

/** With a key, only one for administrators reaches beyond its owner's own things. */
const actsAsAdmin = ({ role, key }: Actor): boolean =>
  role === "admin" && (key === null || key.scopes.includes("admin"));

/** U-062: one's own session; of administrators, anybody's. Throws SESSION_002. */
export async function getDeletable(
  db: Db,
  actor: Actor,
  id: string,
): Promise<Pick<SessionInfo, "user_id" | "project_id" | "status">> {
  if (!actsAsAdmin(actor)) return getSession(db, actor, id);
  const found = await db
    .select()
    .from(chatSession)
    .where(and(eq(chatSession.id, id), isNull(chatSession.deletedAt)))
    .get();
  if (!found) throw new AppError("SESSION_002");
  const { userId: user_id, projectId: project_id } = found;
  return { user_id, project_id, status: statusOf(found, Date.now()) };
}

/** The chat goes; the project's files stay (C-03). Of several at once the others throw SESSION_002. */
export async function deleteSession(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
  withFiles: boolean,
): Promise<void> {
  const live = and(eq(chatSession.id, id), isNull(chatSession.deletedAt));
  await untilWritten(async () => {
    const before = await getDeletable(db, actor, id);
    const others = before.user_id !== actor.id;
    await writeEdit(
      db,
      assertStill(db, chatSession, live, {}),
      db.update(chatSession).set({ status: "terminated", deletedAt: new Date() }).where(live),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "DELETE",
        resource: ["SESSION", id],
        severity: others ? "WARNING" : "INFO",
        before: { status: before.status },
        after: { status: "terminated" },
        ...(withFiles ? { metadata: { files: "deleted", project_id: before.project_id } } : {}),
      }),
    );
  });
}
