import { createResource, createSignal, For, Show } from "solid-js";
import { type AccessRequest, listMyRequests, withdrawRequest } from "#contract/access-request";
import { loadMe } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { coming, dateTime, money, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/requests.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";
import { RequestForm } from "./RequestForm.tsx";

const tones: Record<AccessRequest["status"], Tone> = {
  pending: "info",
  approved: "good",
  rejected: "bad",
  withdrawn: "quiet",
  lapsed: "quiet",
  ended: "quiet",
};

const isHeld = (request: AccessRequest) =>
  request.kind === "elevation" && request.status === "approved";

/** What one asked administrators for (U-140). */
export function RequestsPage() {
  const [requests, { refetch }] = createResource(() => call(listMyRequests));
  const [leaving, setLeaving] = createSignal<AccessRequest | null>(null);
  const held = () => {
    const request = leaving();
    return request !== null && isHeld(request);
  };
  const withdraw = async () => {
    const request = leaving();
    if (request === null) return;
    await call(withdrawRequest, { param: { id: request.id } });
    toast({ tone: "good", text: t("withdrawn") });
    await Promise.all([refetch(), loadMe()]);
  };
  return (
    <Loaded resource={requests} onRetry={() => void refetch()} lines={5}>
      {(list) => (
        <>
          <RequestForm
            waiting={list()
              .items.filter((one) => one.status === "pending")
              .map((one) => one.kind)}
            onSent={() => void refetch()}
          />
          <Section title={t("mine")}>
            <Show when={list().items.length > 0} fallback={<p class="text-quiet">{t("none")}</p>}>
              <ul class="divide-y divide-line rounded-md border border-line">
                <For each={list().items}>
                  {(one) => <Row request={one} onLeave={() => setLeaving(one)} />}
                </For>
              </ul>
            </Show>
            <ConfirmDialog
              open={leaving() !== null}
              onClose={() => setLeaving(null)}
              title={held() ? t("giveBackTitle") : t("withdrawTitle")}
              description={held() ? t("giveBackText") : t("withdrawText")}
              action={held() ? t("giveBack") : t("withdraw")}
              onConfirm={withdraw}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}

function Row(props: { request: AccessRequest; onLeave: () => void }) {
  const one = () => props.request;
  const open = () => one().status === "pending" || isHeld(one());
  return (
    <li class="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2.5" data-request={one().id}>
      <div class="min-w-0 flex-1 basis-64">
        <p class="flex flex-wrap items-center gap-2">
          <span class="font-medium">
            {t(one().kind)}
            {one().amount_micro_usd === null ? "" : ` · ${money(one().amount_micro_usd ?? 0)}`}
          </span>
          <Badge tone={tones[one().status]}>{t(`status_${one().status}`)}</Badge>
          <Show when={isHeld(one()) && one().ends_at}>
            {(at) => <span class="text-sm">{t("until", { when: coming(at()) })}</span>}
          </Show>
        </p>
        <p class="wrap-anywhere whitespace-pre-wrap">{one().reason}</p>
        <p class="text-sm text-quiet">
          <time datetime={one().created_at} title={dateTime(one().created_at)}>
            {t("createdAt", { when: relative(one().created_at) })}
          </time>
          <Show when={one().decided_by}>
            {(by) => (
              <>
                {" · "}
                {t("decided", { name: by().name, when: relative(one().decided_at ?? 0) })}
              </>
            )}
          </Show>
        </p>
        <Show when={one().decision_note}>
          {(note) => <p class="text-sm wrap-anywhere">{t("note", { text: note() })}</p>}
        </Show>
      </div>
      <Show when={open()}>
        <Button size="small" onClick={() => props.onLeave()}>
          {isHeld(one()) ? t("giveBack") : t("withdraw")}
        </Button>
      </Show>
    </li>
  );
}
