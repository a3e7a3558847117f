import { and, eq, lte, sql } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { dropFromJobs } from "../../jobs/drop-person.ts";
import { meterOf } from "../../meter/rpc.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { eraseAuditDetails } from "../../platform/records/erase-audit.ts";
import { named } from "../../platform/text/folded-name.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { destroyProject } from "../../sessions/destroy-project.ts";
import { destroySessions, type Gone } from "../../sessions/destroy-sessions.ts";
import { dropPersonalRows, eraseActivity } from "./drop-personal-rows.ts";
import { handOverProjects } from "./hand-over-projects.ts";
import { tellOfGone } from "./tell-admins.ts";

/** Projects of one step. */
const perStep = 20;

/** What a row of `user` says once nobody is behind it: it stays, since records and bills name it. */
const pseudonymOf = (id: string): string => `${id}@gone.invalid`;

/** Activity of a last minute is still on its way through the Queue. */
const afterwards = minute;

export const isDue = (now: number) =>
  and(
    eq(user.status, "deleted"),
    eq(user.hold, false),
    lte(user.goneAt, new Date(now - afterwards)),
  );

/**
 * One step of an account's end (U-124, T-36): chats, files, keys, sign-ins, notices; at last its
 * name. What was spent stays, with an id that leads to nobody. Answers whether all is done; each
 * step goes on where the one before was cut off, and does nothing for an account that is not due.
 */
export async function purgeAccount(env: Env, id: string, now = Date.now()): Promise<boolean> {
  const db = openDb(env.DB);
  const account = await db
    .select({ id: user.id, email: user.email, deletedAt: user.deletedAt })
    .from(user)
    .where(and(eq(user.id, id), isDue(now)))
    .get();
  if (!account) return false;
  // Whose it was leads to nobody soon; what it was called goes with them (U-124).
  const gone = ({ type, id: thing, ownerId, bytes }: Gone) => [
    auditStatement(db, null, bySystem, {
      event: "DATA_CHANGE",
      action: "PURGE",
      resource: [type, thing],
      metadata: {
        reason: "ACCOUNT",
        owner_id: ownerId,
        ...(bytes === undefined ? {} : { bytes }),
      },
    }),
  ];
  const sessions = await destroySessions(env, eq(chatSession.userId, id), gone);
  await handOverProjects(db, id);
  const owned = await db.select().from(project).where(eq(project.ownerId, id)).limit(perStep);
  let projects = 0;
  for (const one of owned) if (await destroyProject(env, one, gone)) projects += 1;
  const erased = await eraseActivity(db, id);
  if (sessions.left || projects < owned.length || owned.length === perStep || !erased) return false;
  await meterOf(env, id).destroy();
  await env.KV.delete(`meter:${id}`);
  await runBatch(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from user where id = ${id} and status = 'deleted' and hold = 0)`,
    ),
    ...dropPersonalRows(db, id),
    ...dropFromJobs(db, account),
    ...(await tellOfGone(db, account)),
    eraseAuditDetails(db, id),
    auditStatement(db, null, bySystem, {
      event: "SECURITY",
      action: "PURGE",
      resource: ["USER", id],
      severity: "WARNING",
      before: { status: "deleted" },
      after: { status: "gone" },
    }),
    db
      .update(user)
      .set({
        email: pseudonymOf(id),
        pendingEmail: null,
        emailVerifiedAt: null,
        ...named(""),
        statusReason: null,
        beforeDeletion: null,
        suspendedUntil: null,
        passwordHash: null,
        passwordChangedAt: null,
        language: null,
        theme: "system",
        timeZone: "Asia/Tokyo",
        lastActiveAt: null,
        goneAt: null,
        updatedAt: new Date(now),
      })
      .where(eq(user.id, id)),
  );
  return true;
}
