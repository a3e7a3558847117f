import { and, eq, isNull } from "drizzle-orm";
import type { Role } from "#contract/common";
import { askerHolds, type Asker } from "../auth/asker.ts";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { refusalOf, standingColumns } from "../auth/person.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { project, projectMember } from "../projects/project.sql.ts";
import { chatSession } from "./chat-session.sql.ts";

/**
 * The role of a session's owner as of now: a granted elevation counts, since it is a person's, but
 * not where an API key asked; who only views the project is a guest in it. Throws where nothing may
 * run in it any more: SESSION_002, PROJECT_001 when the project or the membership is gone, AUTH_004
 * for an account that is not active, SESSION_006 where what it was asked with is no more.
 */
export async function requireStanding(db: Db, sessionId: string, asker: Asker): Promise<Role> {
  const row = await db
    .select({
      account: user,
      elevatedUntil: standingColumns.elevatedUntil,
      project: project.status,
      member: projectMember.role,
      key: apiKey,
      login: userSession,
    })
    .from(chatSession)
    .innerJoin(user, eq(user.id, chatSession.userId))
    .innerJoin(project, eq(project.id, chatSession.projectId))
    .leftJoin(
      projectMember,
      and(
        eq(projectMember.projectId, chatSession.projectId),
        eq(projectMember.userId, chatSession.userId),
      ),
    )
    .leftJoin(apiKey, eq(apiKey.id, asker.key_id ?? ""))
    .leftJoin(userSession, eq(userSession.id, asker.login_id ?? ""))
    .where(and(eq(chatSession.id, sessionId), isNull(chatSession.deletedAt)))
    .get();
  if (!row) throw new AppError("SESSION_002");
  if (row.project !== "active" || row.member === null) throw new AppError("PROJECT_001");
  const now = Date.now();
  if (refusalOf(row.account, now) !== null) throw new AppError("AUTH_004");
  if (!askerHolds(asker, row, now)) throw new AppError("SESSION_006");
  if (row.member === "viewer") return "guest";
  const { role } = row.account;
  return asker.key_id === null && role === "user" && (row.elevatedUntil ?? 0) > now
    ? "admin"
    : role;
}
