import Ellipsis from "lucide-solid/icons/ellipsis";
import { createResource, createUniqueId, Show } from "solid-js";
import { type Alert, getAlert } from "#contract/admin-alert";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { Facts } from "../parts/Facts.tsx";
import { SidePanel } from "../parts/SidePanel.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { AlertHistory } from "./AlertHistory.tsx";
import { everyText, isSilenced, judgedText, ruleText } from "./alert-words.ts";
import { DestinationList, UnheardNote } from "./Destinations.tsx";
import { NowValue } from "./NowValue.tsx";
import { StateBadge } from "./StateBadge.tsx";

/** One alert: what it reads now, what became of it, and who heard of it. */
export function AlertPanel(props: {
  id: string;
  /** Counts up when something was changed from outside. */
  version: number;
  actions: (alert: Alert) => readonly MenuEntry[];
  onClose: () => void;
}) {
  const [alert, { refetch }] = createResource(
    () => ({ id: props.id, version: props.version }),
    ({ id }) => call(getAlert, { param: { id } }),
  );
  const shown = () => {
    const now = alert.state === "ready" || alert.state === "refreshing" ? alert.latest : undefined;
    // While another one loads, these are not its facts.
    return now?.id === props.id ? now : undefined;
  };
  const heading = createUniqueId();
  return (
    <SidePanel
      of={props.id}
      title={shown()?.name ?? "…"}
      note={<Show when={shown()}>{(now) => <StateBadge alert={now()} />}</Show>}
      actions={
        <Show when={shown()}>
          {(now) => (
            <Menu
              label={parts("actionsOf", { name: now().name })}
              align="end"
              entries={props.actions(now())}
              class="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-2.5 text-sm font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
            >
              <Ellipsis size={16} aria-hidden="true" />
              <span class="max-sm:hidden">{parts("actions")}</span>
            </Menu>
          )}
        </Show>
      }
      onClose={props.onClose}
    >
      <div
        tabIndex={0}
        role="region"
        aria-label={t("facts")}
        class="relative flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 focus-visible:-outline-offset-2"
      >
        <Loaded resource={alert} onRetry={() => void refetch()} lines={8}>
          {(now) => (
            <>
              <Show when={isSilenced(now())}>
                <p class="rounded-md border border-info/40 bg-info-soft px-3 py-2 text-sm text-info">
                  {t("silencedUntil", { time: dayAndTime(now().silenced_until ?? 0) })}
                </p>
              </Show>
              <UnheardNote destinations={now().destinations} />
              <NowValue
                condition={now().condition_type}
                unit={now().threshold.unit}
                windowMinutes={now().threshold.window_minutes}
                note={judgedText(now())}
              />
              <Rules alert={now()} />
              <section aria-labelledby={heading} class="flex flex-col gap-2">
                <h3 id={heading} class="font-medium">
                  {t("history")}
                </h3>
                <AlertHistory events={now().events} />
              </section>
            </>
          )}
        </Loaded>
      </div>
    </SidePanel>
  );
}

function Rules(props: { alert: Alert }) {
  return (
    <Facts
      items={[
        {
          name: t("rule"),
          value: `${t(props.alert.condition_type)} ${ruleText(props.alert)}`,
        },
        {
          name: t("channels"),
          value: <DestinationList destinations={props.alert.destinations} />,
        },
        { name: t("since"), value: <RelativeTime at={props.alert.state_since} /> },
        { name: t("evaluated"), value: <RelativeTime at={props.alert.last_evaluated_at} /> },
        { name: t("every"), value: everyText(props.alert.condition_type) },
        { name: t("last"), value: <RelativeTime at={props.alert.last_triggered_at} /> },
        { name: t("times"), value: props.alert.trigger_count },
        { name: t("pendingMinutes"), value: props.alert.pending_minutes },
        { name: t("keepMinutes"), value: props.alert.keep_firing_minutes },
        { name: t("cooldown"), value: props.alert.cooldown_minutes },
        { name: t("by"), value: props.alert.created_by_name ?? t("site") },
      ]}
    />
  );
}
