import type { AccessRequest } from "#contract/access-request";
import { t } from "../../i18n/admin-requests.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";

const tones: Record<AccessRequest["status"], Tone> = {
  pending: "warn",
  approved: "good",
  rejected: "bad",
  withdrawn: "quiet",
  lapsed: "quiet",
  ended: "quiet",
};

export const RequestStatus = (props: { status: AccessRequest["status"] }) => (
  <Badge tone={tones[props.status]}>{t(`status_${props.status}`)}</Badge>
);
