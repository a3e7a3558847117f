import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { AccessRequest } from "#contract/access-request";
import { me } from "../../app/session.ts";
import { t } from "../../i18n/admin-requests.ts";
import { money } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { isLastingOnes, lastingOnly } from "../parts/lasting.ts";
import { RelativeTime } from "../parts/values.tsx";

/** Somebody waits for this. */
export function WaitingRequest(props: {
  request: AccessRequest;
  onApprove: () => void;
  onReject: () => void;
}) {
  const who = () => props.request.user;
  const theirs = () => (isLastingOnes(who()) ? lastingOnly() : {});
  return (
    <li
      data-request={props.request.id}
      class="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-warn/40 bg-raised px-4 py-3"
    >
      <div class="min-w-0 flex-1 basis-72">
        <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
          <A href={`/admin/users/${who().id}?tab=requests`} class="font-semibold hover:underline">
            {who().name}
          </A>
          <span class="text-sm text-quiet">{who().email}</span>
          <Badge tone={props.request.kind === "elevation" ? "accent" : "info"}>
            {t(`kind_${props.request.kind}`)}
          </Badge>
          <Show when={props.request.amount_micro_usd}>
            {(amount) => <span class="font-semibold tabular-nums">{money(amount())}</span>}
          </Show>
        </p>
        <p class="mt-1 wrap-anywhere whitespace-pre-line">{props.request.reason}</p>
        <p class="text-sm text-quiet">
          <RelativeTime at={props.request.created_at} />
        </p>
      </div>
      <Show
        when={who().id !== me()?.id}
        fallback={<p class="text-sm text-quiet">{t("ownRequest")}</p>}
      >
        <div class="flex gap-3">
          <Button
            class="pointer-coarse:min-w-28"
            aria-label={`${who().name}: ${t("reject")}`}
            onClick={() => props.onReject()}
            {...theirs()}
          >
            {t("reject")}
          </Button>
          <Button
            kind="primary"
            class="pointer-coarse:min-w-28"
            aria-label={`${who().name}: ${t("approve")}`}
            onClick={() => props.onApprove()}
            {...(props.request.kind === "elevation" ? lastingOnly() : theirs())}
          >
            {t("approve")}
          </Button>
        </div>
      </Show>
    </li>
  );
}
