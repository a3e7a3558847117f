import type { ProjectStatus } from "#contract/project";
import { t } from "../../i18n/admin-projects.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";

const tones: Record<ProjectStatus, Tone> = { active: "good", archived: "quiet", deleted: "bad" };

export const ProjectStatusBadge = (props: { status: ProjectStatus }) => (
  <Badge tone={tones[props.status]}>{t(`status_${props.status}`)}</Badge>
);
