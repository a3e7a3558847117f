import { sql } from "drizzle-orm";
import { notice } from "../../notices/notice.sql.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { stableId } from "../../platform/stable-id.ts";
import { beingDestroyed, type project } from "../../projects/project.sql.ts";
import type { Gone } from "../destroy-sessions.ts";

/** What is taken out of the bins, by whom. */
export interface Emptying {
  /** What was put there until then goes. */
  readonly before: Date;
  readonly days: number;
  /** Null: the site itself, of a night. */
  readonly actor: Pick<Actor, "id" | "name"> | null;
  readonly origin: Origin;
  /** The job it is part of. */
  readonly job: string;
}

/**
 * Each thing with its record: who, what, whose, how much. Whose it was is told where an administrator
 * did it: that it goes by itself after its time was said when it was put there. `inside`: the project
 * that goes with all its chats.
 */
export const recordsOf =
  (
    db: Db,
    by: Emptying,
    inside?: Pick<typeof project.$inferSelect, "id" | "ownerId" | "deletedAt">,
  ) =>
  (gone: Gone): readonly Statement[] => [
    auditStatement(db, by.actor, by.origin, {
      event: "DATA_CHANGE",
      action: "PURGE",
      resource: [gone.type, gone.id],
      severity: by.actor === null ? "INFO" : "WARNING",
      before:
        gone.type === "PROJECT" ? { name: gone.project.name } : { project: gone.project.name },
      metadata: {
        reason: "BIN",
        days: by.days,
        job_id: by.job,
        owner_id: gone.ownerId,
        ...(gone.bytes === undefined ? {} : { bytes: gone.bytes }),
        // A chat that goes with its project is none of those that were in the bin themselves.
        ...(gone.type === "SESSION" && inside !== undefined ? { project: inside.id } : {}),
      },
    }),
    ...told(db, by, gone, inside),
  ];

type Inside = Parameters<typeof recordsOf>[2];

function told(db: Db, { actor, job }: Emptying, gone: Gone, inside: Inside): Statement[] {
  const { ownerId, type, project } = gone;
  if (actor === null || ownerId === actor.id) return [];
  const by = { name: actor.name, user_id: actor.id };
  if (type === "PROJECT") {
    // Who emptied it out of their own bin knows.
    if (inside?.deletedAt?.getTime() === beingDestroyed.getTime()) return [];
    const id = stableId(`purged:${job}:${gone.id}`);
    const data = { ...by, project: project.name };
    return [
      noticeStatement(db, ownerId, { kind: "project_purged", severity: "warning", data, id }),
    ];
  }
  // Their project tells of their chats in it.
  return ownerId === inside?.ownerId ? [] : [chatsTold(db, ownerId, job, by)];
}

/** One notice a job, however many chats went: it counts them. */
const chatsTold = (db: Db, ownerId: string, job: string, by: Record<string, string>): Statement =>
  db
    .insert(notice)
    .values({
      id: stableId(`purged:${job}:${ownerId}`),
      userId: ownerId,
      kind: "sessions_purged",
      severity: "warning",
      data: { ...by, sessions: 1 },
      createdAt: new Date(),
    })
    .onConflictDoUpdate({
      target: notice.id,
      set: {
        data: sql`json_set(${notice.data}, '$.sessions', (${notice.data} ->> 'sessions') + 1)`,
        readAt: null,
      },
    });
