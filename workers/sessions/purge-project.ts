import { and, eq, exists, sql } from "drizzle-orm";
import { user } from "../auth/user.sql.ts";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { beingDestroyed, inBin, project } from "../projects/project.sql.ts";
import { destroyProject } from "./destroy-project.ts";
import type { Gone } from "./destroy-sessions.ts";

/**
 * Empties one project out of its owner's bin, for good (T-35). It is out of the bin at once; what is
 * too much to destroy now, and what a hold keeps (U-106), the clean-up of a night ends. Throws
 * PROJECT_002 where it was taken back meanwhile.
 */
export async function purgeProject(
  env: Env,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  const there = and(eq(project.id, id), inBin);
  const row = await db.select().from(project).where(there).get();
  if (row === undefined) throw new AppError("PROJECT_002");
  const record = (gone: Gone, action = "PURGE") =>
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action,
      resource: [gone.type, gone.id],
      severity: "WARNING",
      before:
        gone.type === "PROJECT" ? { name: gone.project.name } : { project: gone.project.name },
      metadata: {
        reason: "OWNER",
        owner_id: gone.ownerId,
        ...(gone.bytes === undefined ? {} : { bytes: gone.bytes }),
      },
    });
  try {
    const stillThere = db
      .select({ one: sql`1` })
      .from(project)
      .where(there);
    await runBatch(
      db,
      assertStatement(db, exists(stillThere)),
      db.update(project).set({ deletedAt: beingDestroyed }).where(there),
      record(
        { type: "PROJECT", id, ownerId: row.ownerId, project: row, bytes: row.storageBytes },
        "PURGE_ASKED",
      ),
    );
  } catch (error) {
    throw isRefused(error) ? new AppError("PROJECT_002") : error;
  }
  const owner = await db.select({ hold: user.hold }).from(user).where(eq(user.id, actor.id)).get();
  if (owner?.hold === false) await destroyProject(env, row, (gone) => [record(gone)]);
}
