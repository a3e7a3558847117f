import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { DebugLevel, DebugScope } from "#contract/admin-debug";
import { showSessionId } from "#contract/ids";
import { debugScope } from "../../auth/debug/debug.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireRightOver } from "../../platform/lasting-role.ts";
import { assertStill, untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";

const most = 50;

const scopeRows = (db: Db) =>
  db
    .select({
      scope: debugScope,
      name: sql<string>`${user.name}`.as("user_name"),
      email: sql<string>`${user.email}`.as("user_email"),
      by: sql<string | null>`(
        select name from user as who where who.id = ${debugScope.enabledBy})`.as("enabler"),
    })
    .from(debugScope)
    .innerJoin(user, eq(user.id, debugScope.userId));

type Row = Awaited<ReturnType<typeof scopeRows>>[number];

function toScope({ scope, name, email, by }: Row, now: number): DebugScope {
  return {
    id: scope.id,
    user: { id: scope.userId, name, email },
    session_id: scope.sessionId === null ? null : showSessionId(scope.sessionId),
    level: scope.level,
    reason: scope.reason,
    enabled_by: { id: scope.enabledBy, name: by ?? scope.enabledBy },
    enabled_at: scope.enabledAt.toISOString(),
    expires_at: scope.expiresAt.toISOString(),
    ended_at: scope.endedAt?.toISOString() ?? null,
    active: scope.endedAt === null && scope.expiresAt.getTime() > now,
    entries: scope.entries,
  };
}

/** Throws SECURITY_004. */
export async function getScope(db: Db, id: string): Promise<DebugScope> {
  const row = await scopeRows(db).where(eq(debugScope.id, id)).get();
  if (!row) throw new AppError("SECURITY_004");
  return toScope(row, Date.now());
}

/** Where debug mode is on, and what of the last day is still kept; the newest first. */
export async function listScopes(db: Db) {
  const now = Date.now();
  const rows = await scopeRows(db)
    .where(gt(debugScope.enabledAt, new Date(now - 2 * day)))
    .orderBy(desc(debugScope.enabledAt))
    .limit(most);
  const items = rows.map((row) => toScope(row, now));
  return { enabled: items.some((one) => one.active), items };
}

interface Asked {
  readonly user_id?: string | undefined;
  readonly session_id?: string | undefined;
  readonly level: DebugLevel;
  readonly minutes: number;
  readonly reason?: string | undefined;
}

/** Whom it concerns. Throws SESSION_002, USER_001, and AUTH_004 where that takes a lasting administrator. */
async function subjectOf(db: Db, actor: Actor, { user_id, session_id }: Asked): Promise<string> {
  const owner =
    session_id === undefined
      ? undefined
      : await db
          .select({ id: chatSession.userId })
          .from(chatSession)
          .where(and(eq(chatSession.id, session_id), isNull(chatSession.deletedAt)))
          .get();
  if (session_id !== undefined && !owner) throw new AppError("SESSION_002");
  const id = owner?.id ?? user_id ?? "";
  const found = await db
    .select({ role: user.role })
    .from(user)
    .where(and(eq(user.id, id), eq(user.status, "active")))
    .get();
  if (!found) throw new AppError("USER_001");
  requireRightOver(actor, found);
  return id;
}

/** A scope that is on ends, on record; refused where it has ended meanwhile. */
function endStatements(
  db: Db,
  { id, userId, entries }: typeof debugScope.$inferSelect,
  { actor, origin }: { actor: Actor; origin: Origin },
  now: Date,
): [Statement, ...Statement[]] {
  const mine = eq(debugScope.id, id);
  return [
    assertStill(db, debugScope, mine, { endedAt: null }),
    db.update(debugScope).set({ endedAt: now, endedBy: actor.id }).where(mine),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "DEBUG_ENDED",
      resource: ["USER", userId],
      metadata: { scope_id: id, entries },
    }),
  ];
}

/**
 * Turns debug mode on for one person or one chat, an hour at most; what was on for the person ends
 * with it. The person is told. Throws SESSION_002, USER_001.
 */
export async function enableDebug(
  env: Env,
  asked: Asked,
  { actor, origin }: { actor: Actor; origin: Origin },
): Promise<DebugScope> {
  const db = openDb(env.DB);
  const userId = await subjectOf(db, actor, asked);
  const now = Date.now();
  const id = crypto.randomUUID();
  const expiresAt = new Date(now + asked.minutes * minute);
  const { level, minutes, reason } = asked;
  const isOpen = and(eq(debugScope.userId, userId), isNull(debugScope.endedAt));
  await untilWritten(async () => {
    const open = await db.select().from(debugScope).where(isOpen);
    await writeEdit(
      db,
      noticeStatement(db, userId, {
        kind: "debug_enabled",
        data: { name: actor.name, user_id: actor.id, until: expiresAt.toISOString() },
      }),
      ...open.flatMap((scope) => endStatements(db, scope, { actor, origin }, new Date(now))),
      assertStatement(db, sql`not exists(select 1 from ${debugScope} where ${isOpen})`),
      db.insert(debugScope).values({
        id,
        userId,
        sessionId: asked.session_id ?? null,
        level,
        reason: reason ?? null,
        enabledBy: actor.id,
        enabledAt: new Date(now),
        expiresAt,
      }),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "DEBUG_ENABLED",
        resource: ["USER", userId],
        severity: "WARNING",
        metadata: {
          scope_id: id,
          session_id: asked.session_id ?? null,
          level,
          minutes,
          ...(reason === undefined ? {} : { reason }),
        },
      }),
    );
  });
  return getScope(db, id);
}

/** Ends one scope, or all that are on; answers how many. What somebody else has ended meanwhile is none. */
export async function disableDebug(
  env: Env,
  id: string | undefined,
  { actor, origin }: { actor: Actor; origin: Origin },
): Promise<{ ended: number }> {
  const db = openDb(env.DB);
  const now = new Date();
  const isOn = and(
    isNull(debugScope.endedAt),
    gt(debugScope.expiresAt, now),
    id === undefined ? undefined : eq(debugScope.id, id),
  );
  const open = await db.select().from(debugScope).where(isOn).limit(most);
  let ended = 0;
  for (const scope of open) {
    const isEnded = await runIfHolds(db, ...endStatements(db, scope, { actor, origin }, now));
    if (isEnded) ended += 1;
  }
  return { ended };
}
