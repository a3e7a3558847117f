import { and, count, desc, eq, gt, isNotNull, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import type * as contract from "#contract/announcement";
import {
  AnnouncementAsRead,
  type Announcement,
  type AnnouncementState,
} from "#contract/announcement";
import type { JsonOf, OutputOf, QueryOf } from "#contract/endpoint";
import { foldText } from "#contract/fold-text";
import { announcementRead, systemAnnouncement } from "../../announcements/announcement.sql.ts";
import { toAnnouncement } from "../../announcements/show.ts";
import { user } from "../../auth/user.sql.ts";
import { requireAsRead } from "../../platform/as-read.ts";
import { runAsserted } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireEndWithinRole } from "../../platform/lasting-role.ts";
import { checkUnchanged, nextTime } from "../../platform/http/if-match.ts";
import { assertAsRead, assertFound, saysTheSame, writeEdit } from "../../platform/write-edit.ts";

const table = systemAnnouncement;
type Row = typeof table.$inferSelect;

const isIn = (state: AnnouncementState, now: Date) =>
  ({
    off: eq(table.isActive, false),
    upcoming: and(eq(table.isActive, true), gt(table.startAt, now)),
    past: and(eq(table.isActive, true), isNotNull(table.endAt), lte(table.endAt, now)),
    current: and(
      eq(table.isActive, true),
      lte(table.startAt, now),
      or(isNull(table.endAt), gt(table.endAt, now)),
    ),
  })[state];

/** How many have put each away, and who made them: of one page. */
async function withMore(db: Db, rows: readonly Row[], now: number): Promise<Announcement[]> {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map((row) => row.id));
  const makers = JSON.stringify(rows.map((row) => row.createdBy));
  const [reads, names] = await db.batch([
    db
      .select({ id: announcementRead.announcementId, count: count() })
      .from(announcementRead)
      .where(sql`${announcementRead.announcementId} in (select value from json_each(${ids}))`)
      .groupBy(announcementRead.announcementId),
    db
      .select({ id: user.id, name: user.name })
      .from(user)
      .where(sql`${user.id} in (select value from json_each(${makers}))`),
  ]);
  const countOf = new Map(reads.map((row) => [row.id, row.count]));
  const nameOf = new Map(names.map((row) => [row.id, row.name]));
  return rows.map((row) =>
    toAnnouncement(
      row,
      { createdByName: nameOf.get(row.createdBy) ?? null, dismissed: countOf.get(row.id) ?? 0 },
      now,
    ),
  );
}

/** Those with the text in their title, compared here: there are few, and SQLite folds A to Z alone. */
async function titled(db: Db, text: string): Promise<SQL> {
  const rows = await db.select({ id: table.id, title: table.title }).from(table);
  const wanted = foldText(text);
  const ids = rows.filter(({ title }) => foldText(title).includes(wanted)).map(({ id }) => id);
  return sql`${table.id} in (select value from json_each(${JSON.stringify(ids)}))`;
}

export async function listAnnouncements(
  db: Db,
  query: QueryOf<typeof contract.listAnnouncements>,
  now = Date.now(),
): Promise<OutputOf<typeof contract.listAnnouncements>> {
  const { page, limit, state, announcement_type, q } = query;
  const where = and(
    state === undefined ? undefined : isIn(state, new Date(now)),
    announcement_type === undefined ? undefined : eq(table.announcementType, announcement_type),
    q ? await titled(db, q) : undefined,
  );
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(table)
      .where(where)
      .orderBy(desc(table.startAt), table.id)
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ total: count() }).from(table).where(where),
  ]);
  const total = counted[0]?.total ?? 0;
  return {
    items: await withMore(db, rows, now),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
  };
}

const found = async (db: Db, id: string): Promise<Row> => {
  const row = await db.select().from(table).where(eq(table.id, id)).get();
  if (!row) throw new AppError("ANNOUNCEMENT_001");
  return row;
};

const show = async (db: Db, row: Row): Promise<Announcement> => {
  const [shown] = await withMore(db, [row], Date.now());
  if (!shown) throw new AppError("ANNOUNCEMENT_001");
  return shown;
};

function checkWindow(row: Pick<Row, "startAt" | "endAt">): void {
  if (row.endAt !== null && row.endAt <= row.startAt) throw new AppError("ANNOUNCEMENT_002");
}

/** What an administrator for a day announces ends with it (U-140); what is switched off is not shown. */
function checkEnd(actor: Actor, row: Row): void {
  if (row.isActive) requireEndWithinRole(actor, row.endAt);
}

const recorded = (row: Row): Record<string, unknown> => ({
  title: row.title,
  content: row.content,
  announcement_type: row.announcementType,
  priority: row.priority,
  start_at: row.startAt.toISOString(),
  end_at: row.endAt?.toISOString() ?? null,
  is_active: row.isActive,
  target_roles: row.targetRoles ?? [],
});

/** Throws ANNOUNCEMENT_002 for a window that ends before it begins, AUTH_004 past the end of one's role. */
export async function createAnnouncement(
  db: Db,
  actor: Actor,
  json: JsonOf<typeof contract.createAnnouncement>,
  origin: Origin,
): Promise<Announcement> {
  const now = new Date();
  const row: Row = {
    id: crypto.randomUUID(),
    title: json.title,
    content: json.content,
    announcementType: json.announcement_type,
    priority: json.priority,
    startAt: new Date(json.start_at),
    endAt: json.end_at === null ? null : new Date(json.end_at),
    isActive: json.is_active,
    targetRoles: json.target_roles,
    createdBy: actor.id,
    createdAt: now,
    updatedAt: now,
  };
  checkWindow(row);
  checkEnd(actor, row);
  await runBatch(
    db,
    db.insert(table).values(row),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["ANNOUNCEMENT", row.id],
      after: recorded(row),
    }),
  );
  return show(db, row);
}

/**
 * Throws ANNOUNCEMENT_001, ANNOUNCEMENT_002, AUTH_004, EDIT_002, and EDIT_001 where somebody else was
 * first.
 */
export async function updateAnnouncement(
  db: Db,
  actor: Actor,
  id: string,
  json: JsonOf<typeof contract.updateAnnouncement>,
  expected: Date | null,
  origin: Origin,
): Promise<Announcement> {
  const before = await found(db, id);
  checkUnchanged(expected, before.updatedAt);
  await requireAsRead(AnnouncementAsRead, json, () => show(db, before));
  const after: Row = {
    ...before,
    title: json.title ?? before.title,
    content: json.content ?? before.content,
    announcementType: json.announcement_type ?? before.announcementType,
    priority: json.priority ?? before.priority,
    startAt: json.start_at === undefined ? before.startAt : new Date(json.start_at),
    endAt:
      json.end_at === undefined
        ? before.endAt
        : json.end_at === null
          ? null
          : new Date(json.end_at),
    isActive: json.is_active ?? before.isActive,
    targetRoles: json.target_roles === undefined ? before.targetRoles : json.target_roles,
    updatedAt: nextTime(before.updatedAt),
  };
  checkWindow(after);
  checkEnd(actor, after);
  const showAgain = json.show_again === true;
  if (!showAgain && saysTheSame(recorded(before), recorded(after))) return show(db, before);
  await writeEdit(
    db,
    assertAsRead(db, table, id, before),
    db.update(table).set(after).where(eq(table.id, id)),
    ...(showAgain
      ? [db.delete(announcementRead).where(eq(announcementRead.announcementId, id))]
      : []),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "UPDATE",
      resource: ["ANNOUNCEMENT", id],
      before: recorded(before),
      after: recorded(after),
      ...(showAgain ? { metadata: { shown_again: true } } : {}),
    }),
  );
  return show(db, after);
}

/** Throws ANNOUNCEMENT_001. */
export async function deleteAnnouncement(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const before = await found(db, id);
  await runAsserted(
    db,
    () => new AppError("ANNOUNCEMENT_001"),
    assertFound(db, table, id),
    db.delete(table).where(eq(table.id, id)),
    db.delete(announcementRead).where(eq(announcementRead.announcementId, id)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["ANNOUNCEMENT", id],
      before: recorded(before),
    }),
  );
}
