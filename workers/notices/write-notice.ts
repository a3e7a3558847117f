import { inArray } from "drizzle-orm";
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
