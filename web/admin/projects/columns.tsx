import type { ProjectSummary } from "#contract/admin-project";
import { t } from "../../i18n/admin-projects.ts";
import { bytes, count } from "../../i18n/format.ts";
import type { Column } from "../parts/column.ts";
import { Person } from "../parts/Person.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { ProjectStatusBadge } from "./ProjectStatusBadge.tsx";
import type { ProjectSort } from "./query.ts";

/** `total`: what all projects store, for the bar. */
export const projectColumns = (total: () => number): Column<ProjectSummary, ProjectSort>[] => [
  {
    key: "name",
    label: t("name"),
    cell: (project) => (
      <span class="block truncate font-medium" title={project.name}>
        {project.name}
      </span>
    ),
  },
  {
    key: "owner",
    spare: true,
    label: t("owner"),
    cell: (project) => <Person name={project.owner.name} />,
  },
  {
    key: "status",
    label: t("status"),
    cell: (project) => <ProjectStatusBadge status={project.status} />,
  },
  {
    key: "members",
    spare: true,
    label: t("members"),
    numeric: true,
    cell: (project) => count(project.member_count),
  },
  {
    key: "sessions",
    spare: true,
    label: t("sessions"),
    numeric: true,
    optional: true,
    cell: (project) => count(project.session_count),
  },
  {
    key: "files",
    spare: true,
    label: t("files"),
    numeric: true,
    optional: true,
    cell: (project) => count(project.file_count),
  },
  {
    key: "storage",
    spare: true,
    label: t("storage"),
    sort: "storage",
    firstOrder: "desc",
    numeric: true,
    cell: (project) => <Storage bytes={project.storage_used_bytes} total={total()} />,
  },
  {
    key: "last_activity",
    spare: true,
    label: t("lastActivity"),
    sort: "last_activity",
    firstOrder: "desc",
    cell: (project) => <RelativeTime at={project.last_activity_at} />,
  },
  {
    key: "created",
    spare: true,
    label: t("created"),
    sort: "created_at",
    firstOrder: "desc",
    cell: (project) => <RelativeTime at={project.created_at} />,
  },
];

/** What it stores, and its share of all as a bar. */
function Storage(props: { bytes: number; total: number }) {
  const share = () => (props.total === 0 ? 0 : props.bytes / props.total);
  return (
    <span
      class="inline-flex min-w-20 flex-col items-stretch gap-1"
      title={t("share", { percent: (share() * 100).toFixed(1) })}
    >
      <span>{bytes(props.bytes)}</span>
      <span aria-hidden="true" class="h-1 overflow-hidden rounded-full bg-line">
        <span class="block h-full bg-info" style={{ width: `${Math.round(share() * 100)}%` }} />
      </span>
    </span>
  );
}
