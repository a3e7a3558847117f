import type { Announcement, AnnouncementState, ShownAnnouncement } from "#contract/announcement";
import type { systemAnnouncement } from "./announcement.sql.ts";

type Row = typeof systemAnnouncement.$inferSelect;

/** Where an announcement stands at an instant: its start belongs to the window, its end does not. */
function stateOf(row: Pick<Row, "isActive" | "startAt" | "endAt">, now: number): AnnouncementState {
  if (!row.isActive) return "off";
  if (row.startAt.getTime() > now) return "upcoming";
  return row.endAt !== null && row.endAt.getTime() <= now ? "past" : "current";
}

export const toShown = (
  row: Pick<Row, "id" | "title" | "content" | "announcementType" | "startAt" | "endAt">,
): ShownAnnouncement => ({
  id: row.id,
  title: row.title,
  content: row.content,
  announcement_type: row.announcementType,
  start_at: row.startAt.toISOString(),
  end_at: row.endAt?.toISOString() ?? null,
});

export const toAnnouncement = (
  row: Row,
  more: { createdByName: string | null; dismissed: number },
  now: number,
): Announcement => ({
  ...toShown(row),
  priority: row.priority,
  is_active: row.isActive,
  target_roles: row.targetRoles ?? [],
  created_by: row.createdBy,
  created_by_name: more.createdByName,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  state: stateOf(row, now),
  dismissed: more.dismissed,
});
