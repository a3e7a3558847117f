import type { JobState } from "#contract/job";
import { t } from "../../i18n/admin-jobs.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";

const tones: Record<JobState, Tone> = {
  waiting: "quiet",
  running: "info",
  done: "good",
  failed: "bad",
  cancelled: "warn",
};

export function JobBadge(props: { state: JobState }) {
  return <Badge tone={tones[props.state]}>{t(props.state)}</Badge>;
}
