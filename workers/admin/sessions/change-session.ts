/** What an administrator does to somebody's chat session: each is on record, and its owner is told. */
import { and, eq, exists, isNotNull, isNull, sql } from "drizzle-orm";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement, type AuditEntry } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireRightOver } from "../../platform/lasting-role.ts";
import { stableId } from "../../platform/stable-id.ts";
import { user } from "../../auth/user.sql.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { project } from "../../projects/project.sql.ts";

export interface By {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly reason: string | undefined;
}

const rowOf = (env: Env, id: string) =>
  openDb(env.DB)
    .select({
      userId: chatSession.userId,
      role: sql<string>`${user.role}`.as("role"),
      deletedAt: chatSession.deletedAt,
      project: project.name,
    })
    .from(chatSession)
    .innerJoin(project, eq(project.id, chatSession.projectId))
    .innerJoin(user, eq(user.id, chatSession.userId))
    .where(eq(chatSession.id, id))
    .get();

const record = (
  env: Env,
  id: string,
  { actor, origin, reason }: By,
  entry: Pick<AuditEntry, "once" | "action" | "before" | "after">,
): Statement =>
  auditStatement(openDb(env.DB), actor, origin, {
    event: "DATA_CHANGE",
    resource: ["SESSION", id],
    severity: "WARNING",
    ...entry,
    ...(reason === undefined ? {} : { metadata: { reason } }),
  });

/**
 * U-107. A turn is stopped once, whoever presses how often; where nothing runs nothing is on record.
 * Throws SESSION_002, AUTH_004 of a lasting administrator's.
 */
export async function stopSession(env: Env, id: string, by: By): Promise<void> {
  const row = await rowOf(env, id);
  if (!row || row.deletedAt) throw new AppError("SESSION_002");
  requireRightOver(by.actor, row);
  const session = env.CHAT_SESSION.getByName(id);
  // The list is told a moment later, and says less: of which turn.
  const turn = await session.running();
  if (turn === null) return;
  await runBatch(
    openDb(env.DB),
    record(env, id, by, {
      once: { id: stableId(`STOP ${id} ${turn.turn_id}`), at: Date.now() },
      action: "STOP",
      before: { run: turn.run },
      after: { run: "idle" },
    }),
  );
  await session.stop();
}

interface Move {
  readonly to: "bin" | "list";
  readonly action: "DELETE" | "RESTORE";
  readonly notice: "session_deleted" | "session_restored";
}

/** Throws SESSION_002 where it is not where it is taken from, AUTH_004. */
async function move(env: Env, id: string, by: By, { to, action, notice }: Move): Promise<void> {
  const db = openDb(env.DB);
  const row = await rowOf(env, id);
  const from = to === "bin" ? isNull(chatSession.deletedAt) : isNotNull(chatSession.deletedAt);
  if (!row || (row.deletedAt === null) !== (to === "bin")) throw new AppError("SESSION_002");
  requireRightOver(by.actor, row);
  const mine = and(eq(chatSession.id, id), from);
  const there = db
    .select({ one: sql`1` })
    .from(chatSession)
    .where(mine);
  const told = {
    project: row.project,
    name: by.actor.name,
    user_id: by.actor.id,
    reason: by.reason ?? null,
  };
  const status = { bin: "terminated", list: "idle" } as const;
  const other = to === "bin" ? "list" : "bin";
  try {
    await runBatch(
      db,
      assertStatement(db, exists(there)),
      db
        .update(chatSession)
        .set({ status: status[to], deletedAt: to === "bin" ? new Date() : null })
        .where(mine),
      record(env, id, by, {
        action,
        before: { status: status[other] },
        after: { status: status[to] },
      }),
      ...(row.userId === by.actor.id
        ? []
        : [noticeStatement(db, row.userId, { kind: notice, severity: "warning", data: told })]),
    );
  } catch (error) {
    throw isRefused(error) ? new AppError("SESSION_002") : error;
  }
}

export async function deleteSession(env: Env, id: string, by: By): Promise<void> {
  await move(env, id, by, { to: "bin", action: "DELETE", notice: "session_deleted" });
  await env.CHAT_SESSION.getByName(id).close();
}

export const restoreSession = (env: Env, id: string, by: By): Promise<void> =>
  move(env, id, by, { to: "list", action: "RESTORE", notice: "session_restored" });
