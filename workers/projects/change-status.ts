/**
 * Putting projects away, into the bin and back (SA-011, T-35). Files and chats stay as they are, and
 * so does what they take of their owner's quota: who fills the bin fills what is theirs.
 */
import { and, eq, exists, sql } from "drizzle-orm";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Statement } from "../platform/db.ts";
import type { NoticeKind } from "#contract/notice";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { noticeStatement } from "../notices/write-notice.ts";
import { inBin, project } from "./project.sql.ts";
import { listLiveSessions } from "./live-sessions.ts";

type Status = (typeof project.status.enumValues)[number];

export interface StatusChange {
  readonly from: Status;
  readonly to: Status;
  /** As the audit log names it. */
  readonly action: "ARCHIVE" | "UNARCHIVE" | "DELETE" | "RESTORE";
  /** What its owner is told where somebody else did it. */
  readonly notice: NoticeKind;
}

export const archive: StatusChange = {
  from: "active",
  to: "archived",
  action: "ARCHIVE",
  notice: "project_archived",
};
export const unarchive: StatusChange = {
  from: "archived",
  to: "active",
  action: "UNARCHIVE",
  notice: "project_unarchived",
};
/** What was archived comes back active: it is looked at, after all. */
export const restore: StatusChange = {
  from: "deleted",
  to: "active",
  action: "RESTORE",
  notice: "project_restored",
};
export const bin = (from: "active" | "archived"): StatusChange => ({
  from,
  to: "deleted",
  action: "DELETE",
  notice: "project_deleted",
});

interface By {
  /** Null: the site itself. */
  readonly actor: Pick<Actor, "id" | "name" | "key"> | null;
  readonly origin: Origin;
  readonly reason?: string | undefined;
  /** For the record, e.g. the job it was part of. */
  readonly metadata?: Record<string, unknown>;
  /** What comes back with it makes room first, while it does not count yet. */
  readonly before?: readonly Statement[];
}

/** What runs in a project that is not open any more ends, and who looks at it is told. */
async function closeSessions(env: Env, projectId: string): Promise<void> {
  const live = await listLiveSessions(openDb(env.DB), projectId);
  await Promise.all(live.map((id) => env.CHAT_SESSION.getByName(id).close()));
}

/**
 * Throws PROJECT_001 for a project that is not there, PROJECT_002 for one that is in another state
 * (by now).
 */
export async function changeStatus(
  env: Env,
  id: string,
  change: StatusChange,
  { actor, origin, reason, metadata, before = [] }: By,
): Promise<void> {
  const db = openDb(env.DB);
  const row = await db
    .select({
      id: project.id,
      name: project.name,
      status: project.status,
      owner: project.ownerId,
    })
    .from(project)
    .where(eq(project.id, id))
    .get();
  if (!row) throw new AppError("PROJECT_001");
  const refused = new AppError("PROJECT_002", { status: row.status });
  if (row.status !== change.from) throw refused;
  const state = change.from === "deleted" ? inBin : eq(project.status, change.from);
  const asItWas = and(eq(project.id, id), state);
  const there = db
    .select({ one: sql`1` })
    .from(project)
    .where(asItWas);
  const told = {
    kind: change.notice,
    severity: "warning",
    data: {
      project: row.name,
      name: actor?.name ?? null,
      user_id: actor?.id ?? null,
      reason: reason ?? null,
    },
  } as const;
  try {
    await runBatch(
      db,
      assertStatement(db, exists(there)),
      ...before,
      db
        .update(project)
        .set({ status: change.to, deletedAt: change.to === "deleted" ? new Date() : null })
        .where(asItWas),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: change.action,
        resource: ["PROJECT", id],
        severity: actor === null || actor.id === row.owner ? "INFO" : "WARNING",
        before: { name: row.name, status: change.from },
        after: { name: row.name, status: change.to },
        metadata: { ...metadata, ...(reason === undefined ? {} : { reason }) },
      }),
      ...(actor?.id === row.owner ? [] : [noticeStatement(db, row.owner, told)]),
    );
  } catch (error) {
    throw isRefused(error) ? refused : error;
  }
  if (change.to !== "active") await closeSessions(env, id);
}
