import { and, eq, gt, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnySession, listAllSessions } from "#contract/admin-session";
import type { QueryOf } from "#contract/endpoint";
import { showSessionId } from "#contract/ids";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project, projectMember } from "../../projects/project.sql.ts";
import { roleIn } from "../../sessions/access.ts";
import { modeInEffect } from "../../sessions/bypass.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { elevatedNow } from "../people/person-columns.ts";
import { expiredAfter, idleAfter, statusOf } from "../../sessions/status.ts";

/** All but the title, which is content (C-14); as of now. */
const columns = () => ({
  id: chatSession.id,
  userId: chatSession.userId,
  userName: sql<string>`${user.name}`.as("user_name"),
  email: user.email,
  role: sql<AnySession["user"]["role"]>`${user.role}`.as("user_role"),
  elevated: sql<number>`${user.id} in (${elevatedNow()})`.as("elevated"),
  member: sql<string | null>`${projectMember.role}`.as("member_role"),
  projectId: chatSession.projectId,
  projectName: sql<string>`${project.name}`.as("project_name"),
  model: chatSession.model,
  mode: chatSession.mode,
  bypassUntil: chatSession.bypassUntil,
  run: chatSession.run,
  messageCount: chatSession.messageCount,
  costMicroUsd: chatSession.costMicroUsd,
  createdAt: chatSession.createdAt,
  lastActivityAt: chatSession.lastActivityAt,
  deletedAt: chatSession.deletedAt,
  archivedAt: chatSession.archivedAt,
});

export const sessionRows = (db: Db) =>
  db
    .select(columns())
    .from(chatSession)
    .innerJoin(user, eq(user.id, chatSession.userId))
    .innerJoin(project, eq(project.id, chatSession.projectId))
    .leftJoin(
      projectMember,
      and(
        eq(projectMember.projectId, chatSession.projectId),
        eq(projectMember.userId, chatSession.userId),
      ),
    );

export type SessionRow = Awaited<ReturnType<typeof sessionRows>>[number];

/** What the owner may do in the project: who left it may do no more than who views it. */
const ownersRole = ({ role, elevated, member }: SessionRow): AnySession["user"]["role"] =>
  roleIn(member ?? "viewer", role === "user" && elevated ? "admin" : role);

export function toAnySession(row: SessionRow, now: number): AnySession {
  const mode = modeInEffect(ownersRole(row), row.mode, row.bypassUntil?.getTime() ?? null, now);
  return {
    id: showSessionId(row.id),
    user: { id: row.userId, name: row.userName, email: row.email, role: row.role },
    project: { id: row.projectId, name: row.projectName },
    model: row.model,
    mode,
    bypass_until: mode === "bypass" ? (row.bypassUntil?.toISOString() ?? null) : null,
    status: statusOf(row, now),
    run: row.run,
    message_count: row.messageCount,
    cost_micro_usd: row.costMicroUsd,
    created_at: row.createdAt.toISOString(),
    last_activity_at: row.lastActivityAt.toISOString(),
    archived_at: row.archivedAt?.toISOString() ?? null,
    deleted_at: row.deletedAt?.toISOString() ?? null,
  };
}

/** Whose session it is may use bypass mode there now. */
const ownerMayBypass = (): SQL => sql`exists(
  select 1 from user join project_member on project_member.user_id = user.id
  where user.id = "chat_session"."user_id" and project_member.role <> 'viewer'
    and project_member.project_id = "chat_session"."project_id"
    and (user.role = 'admin' or (user.role = 'user' and user.id in (${elevatedNow()}))))`;

/** In bypass mode now (T-06). */
export const inBypass = (now: number): SQL | undefined =>
  and(eq(chatSession.mode, "bypass"), gt(chatSession.bypassUntil, new Date(now)), ownerMayBypass());

function atStatus(status: AnySession["status"], seen: SQL, now: number): SQL | undefined {
  const idle = now - idleAfter;
  const expired = now - expiredAfter;
  return {
    active: sql`${seen} > ${idle}`,
    idle: sql`${seen} <= ${idle} and ${seen} > ${expired}`,
    expired: sql`${seen} <= ${expired}`,
    terminated: undefined,
  }[status];
}

function inMode(mode: AnySession["mode"], now: number): SQL | undefined {
  if (mode === "bypass") return inBypass(now);
  if (mode !== "default") return eq(chatSession.mode, mode);
  const over = and(eq(chatSession.mode, "bypass"), sql`not coalesce(${inBypass(now)}, 0)`);
  return or(eq(chatSession.mode, "default"), over);
}

/** What lies in the bin is listed where it is asked for. */
export function filterOf(query: QueryOf<typeof listAllSessions>, now: number): SQL | undefined {
  const { user_id, project_id, status, run, mode, model, inactive_days } = query;
  // In another order a page is walked to in that order's index, not sorted out of all it is picked from.
  const column = sql`${chatSession.lastActivityAt}`;
  const seen = query.sort_by === "last_activity" ? column : sql`+${column}`;
  return and(
    status === "terminated" ? isNotNull(chatSession.deletedAt) : isNull(chatSession.deletedAt),
    status === undefined ? undefined : atStatus(status, seen, now),
    user_id === undefined ? undefined : eq(chatSession.userId, user_id),
    project_id === undefined ? undefined : eq(chatSession.projectId, project_id),
    run === undefined ? undefined : eq(chatSession.run, run),
    mode === undefined ? undefined : inMode(mode, now),
    model === undefined ? undefined : eq(chatSession.model, model),
    inactive_days === undefined ? undefined : sql`${seen} <= ${now - inactive_days * day}`,
  );
}
