import { eq } from "drizzle-orm";
import { meterOf } from "../meter/rpc.ts";
import { openDb, runBatch, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { projectRule } from "../projects/project-rule.sql.ts";
import { project, projectMember } from "../projects/project.sql.ts";
import { chatSession } from "./chat-session.sql.ts";
import { destroySessions, type Gone } from "./destroy-sessions.ts";

/**
 * Destroys a project for good: its chats, its files with their bodies in R2, its rows. Answers
 * whether it is gone; where it is not, the next call goes on. `record` is written with each row's end.
 */
export async function destroyProject(
  env: Env,
  one: Pick<typeof project.$inferSelect, "id" | "ownerId" | "name" | "storageBytes">,
  record: (gone: Gone) => readonly Statement[],
): Promise<boolean> {
  const { id, ownerId, name, storageBytes: bytes } = one;
  const { left } = await destroySessions(env, eq(chatSession.projectId, id), record);
  if (left) return false;
  await env.WORKSPACE.getByName(id).destroy();
  await meterOf(env, ownerId).noteSize(id, 0, 0);
  const db = openDb(env.DB);
  await runBatch(
    db,
    db.delete(projectRule).where(eq(projectRule.projectId, id)),
    db.delete(projectMember).where(eq(projectMember.projectId, id)),
    db.delete(project).where(eq(project.id, id)),
    ...record({ type: "PROJECT", id, ownerId, project: { id, name }, bytes }),
  );
  return true;
}
