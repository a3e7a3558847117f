import { and, inArray, sql } from "drizzle-orm";
import type { Notice, NoticeKind } from "#contract/notice";
import type { Db, Statement } from "../platform/db.ts";
import { notice } from "./notice.sql.ts";

export interface NewNotice {
  readonly kind: NoticeKind;
  readonly severity?: Notice["severity"];
  readonly data?: Notice["data"];
  /** A path of this site. */
  readonly link?: string;
  /** Of a notice that may be written twice and counts once. */
  readonly id?: string;
  /** Unix milliseconds; absent: now. */
  readonly at?: number;
}

/** A notice as a statement: it belongs in the batch of what it tells of. */
export const noticeStatement = (db: Db, userId: string, told: NewNotice): Statement =>
  db
    .insert(notice)
    .values({
      id: told.id ?? crypto.randomUUID(),
      userId,
      kind: told.kind,
      severity: told.severity ?? "info",
      data: told.data ?? {},
      link: told.link ?? null,
      createdAt: new Date(told.at ?? Date.now()),
    })
    .onConflictDoNothing();

/** The same to several people, e.g. all administrators. */
export const noticesTo = (
  db: Db,
  userIds: readonly string[],
  told: Omit<NewNotice, "id">,
): Statement[] => userIds.map((userId) => noticeStatement(db, userId, told));

/** Takes a gone person's notices along. */
export const dropNotices = (db: Db, userIds: readonly string[]): Statement =>
  db.delete(notice).where(inArray(notice.userId, [...userIds]));

/** Told of a person (`user_id`) to those who look after the site. */
export const ofPeople = [
  "admin_leaving",
  "request_created",
  "user_budget_exhausted",
  "violation_report",
] as const;

/** Told to a person, of what somebody else (`user_id`) did to what is theirs; names who it was. */
export const byOthers = [
  "acted_as",
  "audit_resealed",
  "content_read",
  "debug_enabled",
  "project_archived",
  "project_deleted",
  "project_purged",
  "project_restored",
  "project_unarchived",
  "role_changed",
  "session_deleted",
  "session_restored",
  "sessions_purged",
] as const satisfies readonly NoticeKind[];

/** What others were told of a person goes with them, and their name out of the rest. */
export function dropNoticesAbout(db: Db, userId: string): Statement[] {
  const named = sql`${notice.data} ->> 'user_id' = ${userId}`;
  return [
    db.delete(notice).where(and(named, inArray(notice.kind, [...ofPeople]))),
    db
      .update(notice)
      .set({
        data: sql`json_remove(json_replace(${notice.data}, '$.name', '–', '$.by', '–'), '$.user_id')`,
      })
      .where(named),
  ];
}
