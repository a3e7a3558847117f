import { A } from "@solidjs/router";
import { createResource, For, Show } from "solid-js";
import type { Notice } from "#contract/notice";
import { noticeLink, noticeText } from "../../app/notice-words.ts";
import { markRead, notices, refreshNotices, unreadNotices } from "../../app/notices.ts";
import { toApiError } from "../../client/error.ts";
import { dateTime, relative } from "../../i18n/format.ts";
import { t as bell } from "../../i18n/notice-bell.ts";
import { t } from "../../i18n/notices.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

const marks = { info: "bg-info", warning: "bg-warn", critical: "bg-bad" };

export function NoticesPage() {
  const [loading, { refetch }] = createResource(async () => {
    await refreshNotices();
    return true;
  });
  const readAll = createAction(() => markRead());
  return (
    <Section
      title={t("list")}
      action={
        <Show when={unreadNotices() > 0}>
          <Button busy={readAll.busy()} onClick={() => void readAll.run()}>
            {t("allRead")}
          </Button>
        </Show>
      }
    >
      <Show when={readAll.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
      <Show when={loading.state === "errored"}>
        <ErrorState error={toApiError(loading.error)} small onRetry={() => void refetch()} />
      </Show>
      <Show when={notices()} fallback={<Skeleton lines={4} />}>
        {(list) => (
          <Show when={list().items.length > 0} fallback={<p class="text-quiet">{bell("none")}</p>}>
            <ul aria-label={t("list")} class="divide-y divide-line rounded-md border border-line">
              <For each={list().items}>{(notice) => <Row notice={notice} />}</For>
            </ul>
          </Show>
        )}
      </Show>
    </Section>
  );
}

function Row(props: { notice: Notice }) {
  const seen = () => {
    if (props.notice.read_at === null) void markRead([props.notice.id]).catch(() => undefined);
  };
  return (
    <li class="flex gap-3 px-3 py-2.5" data-notice={props.notice.kind}>
      <span
        class={`w-1 shrink-0 rounded-full ${marks[props.notice.severity]}`}
        aria-hidden="true"
      />
      <div class="min-w-0 flex-1">
        <p class="wrap-anywhere" classList={{ "font-medium": props.notice.read_at === null }}>
          {noticeText(props.notice)}
        </p>
        <p class="flex flex-wrap items-center gap-x-3 text-sm text-quiet">
          <time datetime={props.notice.created_at} title={dateTime(props.notice.created_at)}>
            {relative(props.notice.created_at)}
          </time>
          <Show when={props.notice.read_at === null}>
            <Badge tone="info">{bell("unread")}</Badge>
          </Show>
          <Show when={noticeLink(props.notice)}>
            {(link) => (
              <A href={link()} class="text-accent underline" onClick={seen}>
                {t("look")}
              </A>
            )}
          </Show>
        </p>
      </div>
    </li>
  );
}
