import type { Alert } from "#contract/admin-alert";
import { t } from "../../i18n/admin-alerts.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Switch } from "../../ui/Switch.tsx";
import type { Column } from "../parts/column.ts";
import { lastingOnly } from "../parts/lasting.ts";
import { RelativeTime } from "../parts/values.tsx";
import { DestinationCell } from "./Destinations.tsx";
import { ruleText, valueText } from "./alert-words.ts";
import { StateBadge } from "./StateBadge.tsx";

/** */
export const alertColumns = (
  onSwitch: (alert: Alert, on: boolean) => void,
): readonly Column<Alert>[] => [
  {
    key: "name",
    label: t("name"),
    wraps: true,
    cell: (alert) => <span class="block min-w-40 font-medium wrap-anywhere">{alert.name}</span>,
  },
  { key: "state", label: t("state"), cell: (alert) => <StateBadge alert={alert} /> },
  {
    key: "condition",
    spare: true,
    label: t("condition"),
    cell: (alert) => (
      <Badge tone="info" title={alert.condition_type}>
        {t(alert.condition_type)}
      </Badge>
    ),
  },
  {
    key: "threshold",
    spare: true,
    label: t("threshold"),
    wraps: true,
    cell: (alert) => (
      <span class="block min-w-28 tabular-nums @max-lg:inline">{ruleText(alert)}</span>
    ),
  },
  {
    key: "value",
    spare: true,
    label: t("value"),
    numeric: true,
    cell: (alert) => valueText(alert.last_value, alert.threshold.unit, alert.threshold.value),
  },
  {
    key: "destinations",
    spare: true,
    label: t("channels"),
    wraps: true,
    cell: (alert) => <DestinationCell destinations={alert.destinations} />,
  },
  {
    key: "enabled",
    label: t("enabled"),
    cell: (alert) => (
      <Switch
        label={t("enabledOf", { name: alert.name })}
        checked={alert.is_enabled}
        onChange={(on) => onSwitch(alert, on)}
        {...lastingOnly()}
      />
    ),
  },
  {
    key: "last",
    spare: true,
    label: t("last"),
    cell: (alert) => <RelativeTime at={alert.last_triggered_at} />,
  },
  {
    key: "times",
    label: t("times"),
    numeric: true,
    optional: true,
    cell: (alert) => alert.trigger_count,
  },
];
