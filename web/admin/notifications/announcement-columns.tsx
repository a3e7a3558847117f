import { Show } from "solid-js";
import type { Announcement, AnnouncementState, AnnouncementType } from "#contract/announcement";
import { t } from "../../i18n/admin-announcements.ts";
import { count, dayAndTime } from "../../i18n/format.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import type { Column } from "../parts/column.ts";
import { RelativeTime } from "../parts/values.tsx";

const typeTones: Record<AnnouncementType, Tone> = {
  INFO: "info",
  WARNING: "warn",
  MAINTENANCE: "accent",
};

const stateTones: Record<AnnouncementState, Tone> = {
  current: "good",
  upcoming: "info",
  past: "quiet",
  off: "quiet",
};

/** */
export const announcementColumns = (): readonly Column<Announcement>[] => [
  {
    key: "title",
    label: t("title"),
    wraps: true,
    cell: (one) => <span class="block min-w-40 font-medium wrap-anywhere">{one.title}</span>,
  },
  {
    key: "type",
    label: t("type"),
    cell: (one) => (
      <Badge tone={typeTones[one.announcement_type]}>{t(one.announcement_type)}</Badge>
    ),
  },
  {
    key: "period",
    label: t("period"),
    cell: (one) => (
      <span class="tabular-nums">
        {dayAndTime(one.start_at)} –{" "}
        <Show when={one.end_at} fallback={<span class="text-quiet">{t("always")}</span>}>
          {(end) => dayAndTime(end())}
        </Show>
      </span>
    ),
  },
  {
    key: "status",
    label: t("status"),
    cell: (one) => <Badge tone={stateTones[one.state]}>{t(one.state)}</Badge>,
  },
  {
    key: "roles",
    label: t("roles"),
    cell: (one) =>
      one.target_roles.length === 0
        ? t("everybody")
        : one.target_roles.map((role) => t(role)).join(", "),
  },
  { key: "priority", label: t("priority"), numeric: true, cell: (one) => one.priority },
  {
    key: "dismissed",
    label: t("dismissed"),
    numeric: true,
    cell: (one) => count(one.dismissed),
  },
  {
    key: "by",
    label: t("by"),
    optional: true,
    cell: (one) => one.created_by_name ?? "–",
  },
  {
    key: "updated",
    label: t("updated"),
    optional: true,
    cell: (one) => <RelativeTime at={one.updated_at} />,
  },
];
