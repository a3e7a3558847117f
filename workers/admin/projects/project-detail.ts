import { asc, eq, sql } from "drizzle-orm";
import type { ProjectDetail } from "#contract/admin-project";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { project, projectMember } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { projectRows, toSummary } from "./project-rows.ts";

/** Members shown; a project of more is still counted right. */
const membersShown = 100;

/** Throws PROJECT_001. */
export async function getProjectDetail(env: Env, id: string): Promise<ProjectDetail> {
  const db = openDb(env.DB);
  const [[row], members, [sums]] = await db.batch([
    projectRows(db).where(eq(project.id, id)),
    db
      .select({
        id: projectMember.userId,
        name: user.name,
        email: user.email,
        role: projectMember.role,
        since: sql<number>`${projectMember.createdAt}`.as("since"),
      })
      .from(projectMember)
      .innerJoin(user, eq(user.id, projectMember.userId))
      .where(eq(projectMember.projectId, id))
      .orderBy(asc(projectMember.createdAt))
      .limit(membersShown),
    db
      .select({
        cost: sql<number>`coalesce(sum(${chatSession.costMicroUsd}), 0)`.as("cost"),
        messages: sql<number>`coalesce(sum(${chatSession.messageCount}), 0)`.as("messages"),
      })
      .from(chatSession)
      .where(eq(chatSession.projectId, id)),
  ]);
  if (!row) throw new AppError("PROJECT_001");
  const { bin_days } = await readSettings(env);
  const gone = row.deletedAt === null ? null : new Date(row.deletedAt.getTime() + bin_days * day);
  return {
    ...toSummary(row),
    members: members.map(({ id: member, name, email, role, since }) => ({
      id: member,
      name,
      email,
      role,
      since: new Date(since).toISOString(),
    })),
    cost_micro_usd: sums?.cost ?? 0,
    message_count: sums?.messages ?? 0,
    purged_at: gone?.toISOString() ?? null,
  };
}
