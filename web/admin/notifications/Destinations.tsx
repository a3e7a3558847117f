import { For, Show } from "solid-js";
import { isHeard, type Destination } from "#contract/alert-destinations";
import { t } from "../../i18n/admin-alerts.ts";
import { Badge } from "../../ui/Badge.tsx";

interface Told {
  destinations: readonly Destination[];
}

const kinds = ["EMAIL", "IN_APP", "SLACK", "WEBHOOK"] as const;

const nameOf = ({ channel, name }: Destination): string => {
  const kind = kinds.find((one) => one === channel);
  return name ?? (kind === undefined ? channel : t(kind));
};

const said = (one: Destination): string =>
  one.is_reached ? nameOf(one) : t("unreached", { name: nameOf(one) });

/** Those that take nothing now; empty where all do. */
export const unreachedNames = (destinations: readonly Destination[]): string =>
  destinations
    .filter((one) => !one.is_reached)
    .map(nameOf)
    .join(t("comma"));

/** In a cell: the first and how many more, or that nobody hears of it. */
export function DestinationCell(props: Told) {
  const reached = () => props.destinations.filter((one) => one.is_reached);
  const more = () => reached().length - 1;
  return (
    <span title={props.destinations.map(said).join(t("comma"))}>
      <Show when={reached()[0]} fallback={<Badge tone="warn">{t("unheard")}</Badge>}>
        {(first) => `${nameOf(first())}${more() > 0 ? ` +${more()}` : ""}`}
      </Show>
    </span>
  );
}

export function DestinationList(props: Told) {
  return (
    <Show when={props.destinations.length > 0} fallback={t("onlyRecorded")}>
      <ul>
        <For each={props.destinations}>
          {(one) => <li class={one.is_reached ? undefined : "text-warn"}>{said(one)}</li>}
        </For>
      </ul>
    </Show>
  );
}

/** Stands where nobody would be told. */
export function UnheardNote(props: Told) {
  return (
    <Show when={!isHeard(props.destinations)}>
      <p
        role="status"
        class="rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm text-warn"
      >
        {t("unheardText")}
      </p>
    </Show>
  );
}
