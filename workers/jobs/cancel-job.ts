import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { requireLastingRole } from "../platform/lasting-role.ts";
import { job } from "./job.sql.ts";

/**
 * A job nobody works on stops now; of one that is worked on, the step under way is its last. Throws
 * JOB_001, JOB_002, and AUTH_004 for who is an administrator for a day and did not begin it.
 */
export async function cancelJob(db: Db, actor: Actor, id: string, origin: Origin): Promise<void> {
  const found = await db.select().from(job).where(eq(job.id, id)).get();
  if (!found) throw new AppError("JOB_001");
  if (found.createdBy !== actor.id) requireLastingRole(actor);
  const now = new Date();
  const open = and(eq(job.id, id), inArray(job.state, ["waiting", "running"]));
  // Since then a step may have been done: who takes the next one stops it, and puts the count on record.
  const asRead = and(open, isNull(job.claim), eq(job.step, found.step));
  const stop = { state: "cancelled", finishedAt: now } as const;
  // Asked for already it is on record; whoever worked on it may have been lost since.
  if (found.cancelAsked !== null) {
    const { meta } = await db.update(job).set(stop).where(asRead);
    if (meta.changes === 0 && found.finishedAt !== null) throw new AppError("JOB_002");
    return;
  }
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from job where id = ${id} and state in ('waiting', 'running')
          and cancel_asked is null)`,
      ),
      db.update(job).set({ cancelAsked: now }).where(open),
      db.update(job).set(stop).where(asRead),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "CANCEL",
        resource: ["JOB", id],
        severity: "WARNING",
        metadata: { kind: found.kind, done: found.done, failed: found.failed },
      }),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    const isOpen = await db.select({ id: job.id }).from(job).where(open).get();
    if (!isOpen) throw new AppError("JOB_002");
  }
}
