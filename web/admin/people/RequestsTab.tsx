import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { UserDetail } from "#contract/admin-user";
import { t } from "../../i18n/admin-people.ts";
import { t as requestWords } from "../../i18n/admin-requests.ts";
import { dayAndTime, money } from "../../i18n/format.ts";
import { RequestStatus } from "../requests/RequestStatus.tsx";
import { Block } from "./Block.tsx";

/** What a person asked for. */
export function RequestsTab(props: { person: UserDetail }) {
  return (
    <div class="flex flex-col gap-3">
      <Block title={t("tab_requests")} empty={t("noRequests")} items={props.person.requests}>
        {(request) => (
          <>
            <p class="flex flex-wrap items-center gap-2">
              <span class="font-medium">{requestWords(`kind_${request.kind}`)}</span>
              <Show when={request.amount_micro_usd}>
                {(amount) => <span class="tabular-nums">{money(amount())}</span>}
              </Show>
              <RequestStatus status={request.status} />
              <span class="text-sm text-quiet">{dayAndTime(request.created_at)}</span>
            </p>
            <p class="text-sm wrap-anywhere">{request.reason}</p>
            <Show when={request.decision_note}>
              {(note) => (
                <p class="text-sm text-quiet wrap-anywhere">
                  {[request.decided_by?.name, note()].filter((part) => part != null).join(": ")}
                </p>
              )}
            </Show>
          </>
        )}
      </Block>
      <Show when={props.person.requests.some((request) => request.status === "pending")}>
        <A href="/admin/requests" class="self-start text-accent underline">
          {t("seeRequests")}
        </A>
      </Show>
    </div>
  );
}
