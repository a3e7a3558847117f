import { and, eq, sql } from "drizzle-orm";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { project, projectMember } from "../../projects/project.sql.ts";

/** A project others work in is theirs, too: it passes to the member who has been there longest. */
export async function handOverProjects(db: Db, ownerId: string): Promise<void> {
  const shared = await db.all<{ id: string; heir: string }>(sql`
    select project.id as id, (
      select m.user_id from project_member m join user u on u.id = m.user_id
      where m.project_id = project.id and m.user_id <> ${ownerId} and m.role = 'member'
        and u.status = 'active'
      order by m.created_at, m.user_id limit 1) as heir
    from project
    where project.owner_id = ${ownerId} and project.status <> 'deleted' and heir is not null`);
  const memberOf = (projectId: string, userId: string) =>
    and(eq(projectMember.projectId, projectId), eq(projectMember.userId, userId));
  for (const { id, heir } of shared) {
    await runBatch(
      db,
      db.update(project).set({ ownerId: heir }).where(eq(project.id, id)),
      db.update(projectMember).set({ role: "owner" }).where(memberOf(id, heir)),
      db.delete(projectMember).where(memberOf(id, ownerId)),
      auditStatement(db, null, bySystem, {
        event: "DATA_CHANGE",
        action: "OWNER_CHANGED",
        resource: ["PROJECT", id],
        severity: "WARNING",
        before: { owner_id: ownerId },
        after: { owner_id: heir },
      }),
    );
  }
}
