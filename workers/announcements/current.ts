import { and, asc, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { ShownAnnouncement } from "#contract/announcement";
import type { Role } from "#contract/common";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { announcementRead, systemAnnouncement } from "./announcement.sql.ts";
import { toShown } from "./show.ts";

const table = systemAnnouncement;

/** Meant for everybody, or for one of the roles. */
const isFor = (role: Role | null) =>
  or(
    isNull(table.targetRoles),
    sql`json_array_length(${table.targetRoles}) = 0`,
    role === null
      ? undefined
      : sql`exists(select 1 from json_each(${table.targetRoles}) where value = ${role})`,
  );

/** How many, unless more are asked for. */
export const shownAtOnce = 10;

interface Reader {
  readonly id: string;
  readonly role: Role;
}

/**
 * What is announced to somebody now and was not put away; to who has not signed in, maintenance that
 * concerns everybody.
 */
export async function currentAnnouncements(
  db: Db,
  reader: Reader | null,
  limit: number,
  now = Date.now(),
): Promise<ShownAnnouncement[]> {
  const at = new Date(now);
  const rows = await db
    .select()
    .from(table)
    .where(
      and(
        eq(table.isActive, true),
        lte(table.startAt, at),
        or(isNull(table.endAt), gt(table.endAt, at)),
        isFor(reader?.role ?? null),
        reader === null
          ? eq(table.announcementType, "MAINTENANCE")
          : sql`not exists(select 1 from ${announcementRead}
              where ${announcementRead.announcementId} = ${table.id}
                and ${announcementRead.userId} = ${reader.id})`,
      ),
    )
    .orderBy(asc(table.priority), desc(table.startAt), table.id)
    .limit(limit);
  return rows.map(toShown);
}

/** Puts one away; again changes nothing. Throws ANNOUNCEMENT_001 for what the reader has no sight of. */
export async function dismissAnnouncement(db: Db, reader: Reader, id: string): Promise<void> {
  const row = await db
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        eq(table.id, id),
        eq(table.isActive, true),
        lte(table.startAt, new Date()),
        isFor(reader.role),
      ),
    )
    .get();
  if (!row) throw new AppError("ANNOUNCEMENT_001");
  await db
    .insert(announcementRead)
    .values({ announcementId: id, userId: reader.id, readAt: new Date() })
    .onConflictDoNothing();
}
