import CircleCheck from "lucide-solid/icons/circle-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import type { Overview } from "#contract/admin-statistics";
import { t } from "../../i18n/admin-statistics.ts";
import { Section } from "../../ui/Section.tsx";
import { percentage } from "./points.ts";
import { SimpleTable } from "./SimpleTable.tsx";

/** What is promised, and how it was kept (U-200). */
export function Slo(props: { slo: Overview["slo"] }) {
  return (
    <Section title={t("slo")}>
      <div class="relative overflow-x-auto" tabIndex={0} role="group" aria-label={t("slo")}>
        <SimpleTable
          label={t("slo")}
          columns={[
            { label: t("sloName") },
            { label: t("sloTarget"), numeric: true },
            { label: t("sloValue"), numeric: true },
          ]}
        >
          <For each={props.slo}>
            {(row) => (
              <tr class="border-b border-line last:border-0">
                <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                  {t(`slo_${row.name}`)}
                  <span class="block text-xs text-quiet">{t(`sloHint_${row.name}`)}</span>
                </th>
                <td class="py-1.5 pl-4 text-right tabular-nums">
                  {percentage(row.target_percentage, 2)}
                </td>
                <td class="py-1.5 pl-4 text-right whitespace-nowrap tabular-nums">
                  <Show
                    when={row.percentage !== null}
                    fallback={<span class="text-quiet">{t("noData")}</span>}
                  >
                    <span class="inline-flex items-center gap-1">
                      <Show
                        when={(row.percentage ?? 0) >= row.target_percentage}
                        fallback={
                          <>
                            <TriangleAlert size={14} class="text-bad" aria-hidden="true" />
                            <span class="sr-only">{t("missed")}</span>
                          </>
                        }
                      >
                        <CircleCheck size={14} class="text-good" aria-hidden="true" />
                        <span class="sr-only">{t("met")}</span>
                      </Show>
                      {percentage(row.percentage ?? 0, 3)}
                    </span>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </SimpleTable>
      </div>
    </Section>
  );
}
