/** C-14: nobody reads another's files or chats without a reason, a second factor, a record, and the owner knowing. */
import { and, desc, eq, gt } from "drizzle-orm";
import type { ContentAccess } from "#contract/admin-content";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { assertStill } from "../../platform/write-edit.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { breakGlass } from "./break-glass.sql.ts";

const lasts = 30 * minute;

type Leave = typeof breakGlass.$inferSelect;
type Resource = Pick<Leave, "resourceType" | "resourceId">;

export interface Asked extends Resource {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly reason: string;
}

/** Whose it is, and the project it belongs to. What is in the bin can be looked at, too. */
async function ownerOf(env: Env, { resourceType, resourceId }: Resource) {
  const db = openDb(env.DB);
  const row =
    resourceType === "PROJECT"
      ? await db
          .select({ owner: user, project: project.name })
          .from(project)
          .innerJoin(user, eq(user.id, project.ownerId))
          .where(eq(project.id, resourceId))
          .get()
      : await db
          .select({ owner: user, project: project.name })
          .from(chatSession)
          .innerJoin(user, eq(user.id, chatSession.userId))
          .innerJoin(project, eq(project.id, chatSession.projectId))
          .where(eq(chatSession.id, resourceId))
          .get();
  if (!row) throw new AppError(resourceType === "PROJECT" ? "PROJECT_001" : "SESSION_002");
  return row;
}

const toAccess = (leave: Leave, owner: string): ContentAccess => ({
  id: leave.id,
  resource_type: leave.resourceType,
  resource_id: leave.resourceId,
  owner: { id: leave.ownerId, name: owner },
  reason: leave.reason,
  created_at: leave.createdAt.toISOString(),
  expires_at: leave.expiresAt.toISOString(),
});

/** Throws PROJECT_001, SESSION_002. */
export async function openLeave(env: Env, asked: Asked): Promise<ContentAccess> {
  const { actor, origin, reason, resourceType, resourceId } = asked;
  const db = openDb(env.DB);
  const found = await ownerOf(env, asked);
  const now = new Date();
  const leave: Leave = {
    id: crypto.randomUUID(),
    adminId: actor.id,
    loginId: actor.login_id,
    resourceType,
    resourceId,
    ownerId: found.owner.id,
    reason,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lasts),
  };
  const told = { admin: actor.name, project: found.project, reason, at: now };
  const mail = await mailStatements(db, env, {
    to: recipientOf(found.owner),
    event: "content_read",
    data: told,
  });
  await runBatch(
    db,
    db.insert(breakGlass).values(leave),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "BREAK_GLASS",
      resource: [resourceType, resourceId],
      severity: "CRITICAL",
      // Of a chat its project: its title is its owner's.
      after: {
        [resourceType === "PROJECT" ? "name" : "project"]: found.project,
        owner_id: leave.ownerId,
        expires_at: leave.expiresAt,
      },
      metadata: { reason, leave_id: leave.id },
    }),
    noticeStatement(db, leave.ownerId, {
      kind: "content_read",
      severity: "critical",
      data: { name: actor.name, user_id: actor.id, project: found.project, reason },
    }),
    ...mail,
  );
  return toAccess(leave, found.owner.name);
}

/** C-14: what allows to read is given to one sign-in of one administrator. */
const isOpenFor = (actor: Actor) =>
  and(
    eq(breakGlass.adminId, actor.id),
    eq(breakGlass.loginId, actor.login_id),
    gt(breakGlass.expiresAt, new Date()),
  );

export async function listLeaves(env: Env, actor: Actor): Promise<ContentAccess[]> {
  const rows = await openDb(env.DB)
    .select({ leave: breakGlass, owner: user.name })
    .from(breakGlass)
    .innerJoin(user, eq(user.id, breakGlass.ownerId))
    .where(isOpenFor(actor))
    .orderBy(desc(breakGlass.createdAt))
    .limit(100);
  return rows.map((row) => toAccess(row.leave, row.owner));
}

/** The caller's own leave while it holds. Throws CONTENT_001. */
export async function requireLeave(
  env: Env,
  actor: Actor,
  id: string,
  type: Leave["resourceType"],
): Promise<Leave> {
  const leave = await openDb(env.DB)
    .select()
    .from(breakGlass)
    .where(and(eq(breakGlass.id, id), eq(breakGlass.resourceType, type), isOpenFor(actor)))
    .get();
  if (!leave) throw new AppError("CONTENT_001");
  return leave;
}

/** Giving back twice, or what has ended, changes nothing. */
export async function closeLeave(
  env: Env,
  id: string,
  { actor, origin }: { actor: Actor; origin: Origin },
): Promise<void> {
  const db = openDb(env.DB);
  const mine = and(eq(breakGlass.id, id), isOpenFor(actor));
  const leave = await db.select().from(breakGlass).where(mine).get();
  if (!leave) return;
  await runIfHolds(
    db,
    assertStill(db, breakGlass, mine, { expiresAt: leave.expiresAt }),
    db.update(breakGlass).set({ expiresAt: new Date() }).where(mine),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "BREAK_GLASS_END",
      resource: [leave.resourceType, leave.resourceId],
      metadata: { leave_id: id },
    }),
  );
}

/** What was read with a leave; written before it is read. */
export async function recordReading(
  env: Env,
  leave: Leave,
  { actor, origin }: { actor: Actor; origin: Origin },
  what: Record<string, unknown>,
): Promise<void> {
  const db = openDb(env.DB);
  await runBatch(
    db,
    auditStatement(db, actor, origin, {
      event: "ACCESS",
      action: "READ_CONTENT",
      resource: [leave.resourceType, leave.resourceId],
      severity: "WARNING",
      metadata: { leave_id: leave.id, owner_id: leave.ownerId, ...what },
    }),
  );
}
