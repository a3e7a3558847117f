import { and, eq } from "drizzle-orm";
import { demoOwnerId } from "../auth/demo-owner.ts";
import { user } from "../auth/user.sql.ts";
import { auditStatement, bySystem } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import { unwrap } from "../platform/result.ts";
import { project, projectMember } from "../projects/project.sql.ts";
import { sampleFiles, sampleName } from "./sample.ts";

/** The one project guests look at. */
export const demoProjectId = "00000000-0000-4000-8000-0000000de300";

/** Of two at once the second writes the same again. */
async function writeFiles(env: Env): Promise<void> {
  const workspace = env.WORKSPACE.getByName(demoProjectId);
  const origin = {
    kind: "import",
    user_id: demoOwnerId,
    session_id: null,
    turn_id: null,
  } as const;
  await workspace.open(demoProjectId);
  for (const [path, text] of sampleFiles) {
    unwrap(await workspace.saveFile(path, new TextEncoder().encode(text), null, origin));
  }
}

/** The demo project, and whether it was finished: its owner becomes a member last. */
const findProject = (db: Db) =>
  db
    .select({ status: project.status, finished: projectMember.userId })
    .from(project)
    .leftJoin(
      projectMember,
      and(eq(projectMember.projectId, project.id), eq(projectMember.userId, project.ownerId)),
    )
    .where(eq(project.id, demoProjectId))
    .get();

/**
 * Makes the demo project where there is none (U-020). Throws AUTH_019 where somebody put it away:
 * that was a decision.
 */
export async function requireDemoProject(env: Env): Promise<string> {
  const db = openDb(env.DB);
  const found = await findProject(db);
  if (found && found.status !== "active") throw new AppError("AUTH_019");
  if (found?.finished) return demoProjectId;
  const now = new Date();
  const owner = {
    id: demoOwnerId,
    email: "demo@guest.invalid",
    ...named("Engawa"),
    role: "user",
    status: "disabled",
    createdAt: now,
    updatedAt: now,
  } as const;
  const made = {
    id: demoProjectId,
    ...named(sampleName),
    ownerId: demoOwnerId,
    status: "active",
    createdAt: now,
    lastActivityAt: now,
  } as const;
  const membership = { projectId: demoProjectId, userId: demoOwnerId, createdAt: now };
  await runBatch(
    db,
    db.insert(user).values(owner).onConflictDoNothing(),
    db.insert(project).values(made).onConflictDoNothing(),
    auditStatement(db, null, bySystem, {
      once: { id: demoProjectId, at: now.getTime() },
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["PROJECT", demoProjectId],
      after: { name: sampleName },
    }),
  );
  await writeFiles(env);
  await db
    .insert(projectMember)
    .values({ ...membership, role: "owner" })
    .onConflictDoNothing();
  return demoProjectId;
}
