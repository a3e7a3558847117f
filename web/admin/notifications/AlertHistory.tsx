import { For, Show } from "solid-js";
import type { AlertEvent } from "#contract/admin-alert";
import { t } from "../../i18n/admin-alerts.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { valueText } from "./alert-words.ts";

const tones: Record<AlertEvent["kind"], Tone> = {
  fired: "bad",
  resolved: "good",
  no_data: "warn",
  silenced: "info",
  test: "quiet",
};

/** What became of an alert, newest first, and whether each who should hear of it did. */
export function AlertHistory(props: { events: readonly AlertEvent[] }) {
  return (
    <Show
      when={props.events.length > 0}
      fallback={<p class="text-sm text-quiet">{t("historyEmpty")}</p>}
    >
      <ol
        aria-label={t("history")}
        class="divide-y divide-line rounded-md border border-line text-sm"
      >
        <For each={props.events}>{(event) => <Row event={event} />}</For>
      </ol>
    </Show>
  );
}

/** Of any width: a phone's is as wide as an address and its outcome. */
function Row(props: { event: AlertEvent }) {
  return (
    <li data-event={props.event.kind} class="flex flex-col gap-1 px-3 py-2">
      <div class="flex flex-wrap items-baseline gap-x-3 gap-y-1 tabular-nums">
        <Badge tone={tones[props.event.kind]}>{t(`event_${props.event.kind}`)}</Badge>
        <span>
          <span class="text-quiet">{t("valueThen")}</span>{" "}
          {valueText(props.event.value, props.event.threshold.unit, props.event.threshold.value)}
        </span>
        <span class="text-quiet sm:ml-auto">{dayAndTime(props.event.at)}</span>
      </div>
      <Show
        when={props.event.deliveries.length > 0}
        fallback={<p class="text-quiet">{t("noDeliveries")}</p>}
      >
        <ul aria-label={t("deliveries")} class="flex flex-wrap gap-x-4 gap-y-1 wrap-anywhere">
          <For each={props.event.deliveries}>{(one) => <Delivery one={one} />}</For>
        </ul>
      </Show>
    </li>
  );
}

const looks = { sent: "text-good", waiting: "text-warn", failed: "text-bad" } as const;

function Delivery(props: { one: AlertEvent["deliveries"][number] }) {
  const place = () => {
    const { channel, channel_name } = props.one;
    if (channel === "EMAIL" || channel === "IN_APP") return t(channel);
    return channel_name ?? t("goneChannel");
  };
  const more = () =>
    [props.one.outcome, props.one.attempts > 1 ? t("attempts", { count: props.one.attempts }) : ""]
      .filter(Boolean)
      .join(" · ");
  return (
    <li title={more()}>
      {place()}: <span class={looks[props.one.status]}>{t(props.one.status)}</span>
      <Show when={props.one.status !== "sent"}>
        <span class="block text-xs text-quiet">{more()}</span>
      </Show>
    </li>
  );
}
