import type { AnySession } from "#contract/admin-session";
import { t } from "../../i18n/admin-sessions.ts";
import { dateTime } from "../../i18n/format.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";

const statusTones: Record<AnySession["status"], Tone> = {
  active: "good",
  idle: "quiet",
  expired: "quiet",
  terminated: "bad",
};

/** What it does now; at rest, how it stands. */
export const SessionState = (props: { session: AnySession }) => (
  <Badge tone={props.session.run === "idle" ? statusTones[props.session.status] : "info"}>
    {props.session.run === "idle"
      ? t(`status_${props.session.status}`)
      : t(`run_${props.session.run}`)}
  </Badge>
);

/** Bypass mode stands out, with its end. */
export const ModeBadge = (props: { session: AnySession }) => (
  <Badge
    tone={props.session.mode === "bypass" ? "bad" : "quiet"}
    {...(props.session.bypass_until === null
      ? {}
      : { title: t("until", { time: dateTime(props.session.bypass_until) }) })}
  >
    {t(`mode_${props.session.mode}`)}
  </Badge>
);
