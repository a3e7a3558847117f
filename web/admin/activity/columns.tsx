import { Show } from "solid-js";
import type { Activity } from "#contract/admin-activity";
import { outcomeOf } from "#contract/outcome";
import { t } from "../../i18n/admin-activity.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { count } from "../../i18n/format.ts";
import { actionName } from "../../i18n/log-names.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { LogTime, ResourceCell, Who } from "../logs/cells.tsx";
import { detailsColumn } from "../logs/details-column.tsx";
import type { Column } from "../parts/column.ts";
import { readablePath } from "./readable-path.ts";
import type { sorts } from "./query.ts";

const actionTones: Readonly<Record<string, Tone>> = {
  CREATE: "good",
  UPDATE: "info",
  DELETE: "warn",
  ERROR: "bad",
};

export function ActionBadge(props: { action: string }) {
  return (
    <Badge tone={actionTones[props.action] ?? "quiet"} title={props.action}>
      {actionName(props.action)}
    </Badge>
  );
}

const outcomeTones: readonly Tone[] = ["quiet", "good", "good", "info", "warn", "bad"];

/** What a site refused that was closed for maintenance is no failure of it. */
export function StatusCode(props: { status: number; code: string | null }) {
  const tone = () => outcomeTones[outcomeOf(props.status, props.code)] ?? "bad";
  return <Badge tone={tone()}>{props.status}</Badge>;
}

/** D-06: a program's request is told from a person's at a glance. */
function CameWith(props: { row: Pick<Activity, "key_id" | "user_id"> }) {
  return (
    <Show
      when={props.row.key_id}
      fallback={<span class="text-quiet">{props.row.user_id === null ? "–" : t("aCookie")}</span>}
    >
      {(id) => (
        <Badge tone="info" title={id()}>
          {t("aKey")}
        </Badge>
      )}
    </Show>
  );
}

/** The columns of 5.3; 「詳細」 is the row itself, and the button at its end. */
export const activityColumns = (
  onOpen: (row: Activity) => void,
): readonly Column<Activity, (typeof sorts)[number]>[] => [
  {
    key: "created_at",
    wraps: true,
    label: logs("time"),
    sort: "created_at",
    firstOrder: "desc",
    cell: (row) => <LogTime at={row.created_at} />,
  },
  {
    key: "user",
    label: logs("user"),
    sort: "user_id",
    cell: (row) => <Who row={row} nobody={logs("nobody")} />,
  },
  {
    key: "action",
    spare: true,
    label: t("action"),
    sort: "action_type",
    cell: (row) => <ActionBadge action={row.action_type} />,
  },
  {
    key: "resource",
    spare: true,
    label: logs("resource"),
    cell: (row) => <ResourceCell row={row} />,
  },
  {
    key: "endpoint",
    label: t("endpoint"),
    wraps: true,
    cell: (row) => (
      <code
        class="line-clamp-2 min-w-40 max-w-96 text-xs wrap-anywhere"
        title={`${row.method} ${row.endpoint}`}
      >
        <span class="text-quiet">{row.method}</span> {readablePath(row.endpoint)}
      </code>
    ),
  },
  {
    key: "status",
    label: t("status"),
    sort: "response_status",
    firstOrder: "desc",
    cell: (row) => <StatusCode status={row.response_status} code={row.error_code} />,
  },
  {
    key: "duration",
    spare: true,
    label: t("duration"),
    sort: "duration_ms",
    firstOrder: "desc",
    numeric: true,
    cell: (row) => `${count(row.duration_ms)} ms`,
  },
  {
    key: "came_with",
    spare: true,
    label: t("cameWith"),
    cell: (row) => <CameWith row={row} />,
  },
  {
    key: "ip",
    label: logs("ip"),
    optional: true,
    cell: (row) => <code class="text-xs">{row.ip_address ?? "–"}</code>,
  },
  {
    key: "code",
    label: t("errorCode"),
    optional: true,
    cell: (row) => <code class="text-xs">{row.error_code ?? "–"}</code>,
  },
  detailsColumn(onOpen),
];
