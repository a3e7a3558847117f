import type { AuditRecord } from "#contract/admin-audit";
import { t } from "../../i18n/admin-audit.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { actionName } from "../../i18n/log-names.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { LogTime, ResourceCell, Who } from "../logs/cells.tsx";
import { detailsColumn } from "../logs/details-column.tsx";
import type { Column } from "../parts/column.ts";

const eventTones: Readonly<Record<AuditRecord["event_type"], Tone>> = {
  DATA_CHANGE: "info",
  ACCESS: "quiet",
  SECURITY: "accent",
};

const severityTones: Readonly<Record<AuditRecord["severity"], Tone>> = {
  INFO: "quiet",
  WARNING: "warn",
  CRITICAL: "bad",
};

export function EventBadge(props: { event: AuditRecord["event_type"] }) {
  return <Badge tone={eventTones[props.event]}>{t(`event_${props.event}`)}</Badge>;
}

export function SeverityBadge(props: { severity: AuditRecord["severity"] }) {
  return <Badge tone={severityTones[props.severity]}>{t(`severity_${props.severity}`)}</Badge>;
}

/** The columns of 5.5; 「詳細」 is the row itself, and the button at its end. */
export const auditColumns = (
  onOpen: (row: AuditRecord) => void,
): readonly Column<AuditRecord, "created_at">[] => [
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
    cell: (row) => <Who row={row} nobody={logs("system")} />,
  },
  {
    key: "event",
    spare: true,
    label: t("event"),
    cell: (row) => <EventBadge event={row.event_type} />,
  },
  {
    key: "action",
    label: t("action"),
    cell: (row) => <Badge title={row.action}>{actionName(row.action)}</Badge>,
  },
  {
    key: "resource",
    label: logs("resource"),
    wraps: true,
    cell: (row) => <ResourceCell row={row} />,
  },
  {
    key: "severity",
    label: t("severity"),
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    key: "ip",
    label: logs("ip"),
    optional: true,
    cell: (row) => <code class="text-xs">{row.ip_address ?? "–"}</code>,
  },
  detailsColumn(onOpen),
];
