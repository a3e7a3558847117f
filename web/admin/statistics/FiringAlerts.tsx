import { A } from "@solidjs/router";
import BellRing from "lucide-solid/icons/bell-ring";
import CircleCheck from "lucide-solid/icons/circle-check";
import { createResource, For, Show } from "solid-js";
import { listAlerts } from "#contract/admin-alert";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { ruleText, valueText } from "../notifications/alert-words.ts";

/** What fires now. */
export function FiringAlerts() {
  const [alerts, { refetch }] = createResource(() =>
    call(listAlerts, { query: { state: "firing" } }),
  );
  return (
    <Section title={t("alerts")}>
      <Loaded resource={alerts} onRetry={() => void refetch()}>
        {(found) => (
          <Show
            when={found().items.length > 0}
            fallback={
              <p class="flex items-center gap-2 text-quiet">
                <CircleCheck size={16} class="text-good" aria-hidden="true" />
                {t("alertsNone")}
              </p>
            }
          >
            <ul class="flex flex-col gap-2">
              <For each={found().items}>
                {(alert) => (
                  <li class="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-bad/40 bg-bad-soft px-3 py-2">
                    <BellRing size={16} class="text-bad" aria-hidden="true" />
                    <A
                      href={`/admin/notifications/${alert.id}?tab=alerts`}
                      class="font-medium hover:underline"
                    >
                      {alert.name}
                    </A>
                    <Show when={alert.last_value !== null}>
                      <span class="text-sm">
                        {t("alertValue", {
                          value: valueText(
                            alert.last_value,
                            alert.threshold.unit,
                            alert.threshold.value,
                          ),
                          threshold: ruleText(alert),
                        })}
                      </span>
                    </Show>
                    <span class="ml-auto text-sm text-quiet">
                      {t("alertSince", { time: dayAndTime(alert.state_since) })}
                    </span>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </Section>
  );
}
