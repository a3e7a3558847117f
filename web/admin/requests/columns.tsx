import { Show } from "solid-js";
import type { AccessRequest } from "#contract/access-request";
import { t } from "../../i18n/admin-requests.ts";
import { dayAndTime, money } from "../../i18n/format.ts";
import type { Column } from "../parts/column.ts";
import { RelativeTime } from "../parts/values.tsx";
import { RequestStatus } from "./RequestStatus.tsx";

export const requestColumns = (): readonly Column<AccessRequest>[] => [
  {
    key: "who",
    label: t("who"),
    cell: (request) => (
      <span class="block min-w-0">
        <span class="block truncate font-medium">{request.user.name}</span>
        <span class="block truncate text-xs text-quiet">{request.user.email}</span>
      </span>
    ),
  },
  { key: "kind", label: t("kind"), cell: (request) => t(`kindShort_${request.kind}`) },
  {
    key: "asked",
    label: t("asked"),
    numeric: true,
    cell: (request) => <Show when={request.amount_micro_usd}>{(amount) => money(amount())}</Show>,
  },
  {
    key: "status",
    label: t("status"),
    cell: (request) => (
      <span class="inline-flex items-center gap-1.5">
        <RequestStatus status={request.status} />
        <Show when={request.status === "approved" && request.ends_at}>
          {(at) => (
            <span class="text-xs text-quiet">{t("endsAt", { time: dayAndTime(at()) })}</span>
          )}
        </Show>
      </span>
    ),
  },
  {
    key: "why",
    label: t("why"),
    wraps: true,
    cell: (request) => (
      <span class="line-clamp-2 min-w-48 wrap-anywhere" title={request.reason}>
        {request.reason}
      </span>
    ),
  },
  {
    key: "decided",
    label: t("decided"),
    wraps: true,
    cell: (request) => (
      <Show when={request.decided_at}>
        <span class="block min-w-32">
          <span class="block text-xs whitespace-nowrap text-quiet">
            {[t("decidedBy", { name: request.decided_by?.name ?? "–" }), " · "].join("")}
            <RelativeTime at={request.decided_at} />
          </span>
          <Show when={request.decision_note}>
            {(note) => (
              <span class="line-clamp-2 wrap-anywhere" title={note()}>
                {note()}
              </span>
            )}
          </Show>
        </span>
      </Show>
    ),
  },
  {
    key: "created",
    label: t("created"),
    cell: (request) => <RelativeTime at={request.created_at} />,
  },
];
