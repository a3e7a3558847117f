import { For, Show } from "solid-js";
import type { AnySessionDetail } from "#contract/admin-session";
import { t } from "../../i18n/admin-sessions.ts";
import { count, dayAndTime, money } from "../../i18n/format.ts";

/** What each call of the model took and cost (U-170). */
export function ModelCalls(props: { calls: AnySessionDetail["calls"] }) {
  return (
    <section>
      <h3 class="mb-2 text-sm font-medium text-quiet">{t("calls")}</h3>
      <Show when={props.calls.length > 0} fallback={<p class="text-quiet">{t("noCalls")}</p>}>
        <div
          role="region"
          aria-label={t("calls")}
          tabIndex={0}
          class="overflow-x-auto rounded-lg border border-line bg-raised"
        >
          <table class="w-full text-sm">
            <thead class="bg-sunken text-left text-quiet">
              <tr class="whitespace-nowrap">
                <th scope="col" class="px-2 first:pl-3 last:pr-3 py-1.5 font-medium">
                  {t("time")}
                </th>
                <th scope="col" class="px-2 first:pl-3 last:pr-3 font-medium">
                  {t("model")}
                </th>
                <For each={["input", "output", "cache", "cost"] as const}>
                  {(name) => (
                    <th scope="col" class="px-2 first:pl-3 last:pr-3 text-right font-medium">
                      {t(name)}
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody class="divide-y divide-line">
              <For each={props.calls}>
                {(one) => (
                  <tr class="whitespace-nowrap tabular-nums">
                    <td class="px-2 first:pl-3 last:pr-3 py-1.5">{dayAndTime(one.created_at)}</td>
                    <td class="px-2 first:pl-3 last:pr-3 font-mono text-xs">{one.model}</td>
                    <td class="px-2 first:pl-3 last:pr-3 text-right">{count(one.input_tokens)}</td>
                    <td class="px-2 first:pl-3 last:pr-3 text-right">{count(one.output_tokens)}</td>
                    <td class="px-2 first:pl-3 last:pr-3 text-right">
                      {count(one.cache_read_tokens + one.cache_write_tokens)}
                    </td>
                    <td class="px-2 first:pl-3 last:pr-3 text-right">
                      {money(one.cost_micro_usd)}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}
