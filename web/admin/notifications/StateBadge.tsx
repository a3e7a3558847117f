import type { Alert, AlertState } from "#contract/admin-alert";
import { t } from "../../i18n/admin-alerts.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { isSilenced } from "./alert-words.ts";

const tones: Record<AlertState, Tone> = {
  ok: "good",
  pending: "warn",
  firing: "bad",
  no_data: "quiet",
};

/** How an alert stands now. */
export function StateBadge(props: { alert: Alert }) {
  return (
    <span class="inline-flex gap-1">
      {props.alert.is_enabled ? (
        <Badge tone={tones[props.alert.state]}>{t(props.alert.state)}</Badge>
      ) : (
        <Badge>{t("off")}</Badge>
      )}
      {isSilenced(props.alert) ? <Badge tone="info">{t("silenced")}</Badge> : null}
    </span>
  );
}
