import { and, eq, isNull } from "drizzle-orm";
import type { Role } from "#contract/common";
import type { Actor } from "../platform/http/http.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { chatSession } from "./chat-session.sql.ts";
import { project, projectMember } from "../projects/project.sql.ts";

/** What somebody is in a project: who only views it is a guest in it, whatever else. */
export const roleIn = (member: string, role: Role): Role => (member === "viewer" ? "guest" : role);

/**
 * The project a request names, by itself or by a session of the caller's. Somebody else's is not
 * found: membership is part of the WHERE clause. `role`: what the caller is there. Throws PROJECT_001
 * or SESSION_002.
 */
export async function requireProject(
  env: Env,
  actor: Actor,
  where: { project_id?: string | undefined; session_id?: string | undefined },
): Promise<{ project_id: string; session_id: string | null; role: Role }> {
  const db = openDb(env.DB);
  if (where.session_id !== undefined) {
    const row = await db
      .select({
        id: chatSession.id,
        projectId: chatSession.projectId,
        member: projectMember.role,
      })
      .from(chatSession)
      .innerJoin(project, and(eq(project.id, chatSession.projectId), eq(project.status, "active")))
      .innerJoin(
        projectMember,
        and(eq(projectMember.projectId, project.id), eq(projectMember.userId, actor.id)),
      )
      .where(
        and(
          eq(chatSession.id, where.session_id),
          eq(chatSession.userId, actor.id),
          isNull(chatSession.deletedAt),
        ),
      )
      .get();
    if (!row) throw new AppError("SESSION_002");
    return { project_id: row.projectId, session_id: row.id, role: roleIn(row.member, actor.role) };
  }
  const row = await db
    .select({ id: project.id, member: projectMember.role })
    .from(project)
    .innerJoin(
      projectMember,
      and(eq(projectMember.projectId, project.id), eq(projectMember.userId, actor.id)),
    )
    .where(and(eq(project.id, where.project_id ?? ""), eq(project.status, "active")))
    .get();
  if (!row) throw new AppError("PROJECT_001");
  return { project_id: row.id, session_id: null, role: roleIn(row.member, actor.role) };
}
