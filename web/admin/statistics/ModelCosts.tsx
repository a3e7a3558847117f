import Download from "lucide-solid/icons/download";
import { For, Show } from "solid-js";
import type { getCostStatistics } from "#contract/admin-cost";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-costs.ts";
import { count, money } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { compact, percentage } from "./points.ts";
import { SimpleTable } from "./SimpleTable.tsx";

/** To a file of the same numbers. */
export function CsvLink(props: { href: string; of: string }) {
  return (
    <a
      href={props.href}
      download=""
      aria-label={`${t("csv")}: ${props.of}`}
      class="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-sm font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-10"
    >
      <Download size={14} aria-hidden="true" />
      {t("csv")}
    </a>
  );
}

/** What each model cost, against the period before. */
export function ModelCosts(props: {
  models: OutputOf<typeof getCostStatistics>["by_model"];
  csv: string;
}) {
  const all = () => props.models.reduce((sum, row) => sum + row.cost_micro_usd, 0);
  return (
    <Section title={t("byModel")} action={<CsvLink href={props.csv} of={t("byModel")} />}>
      <Show
        when={props.models.length > 0}
        fallback={<p class="py-6 text-center text-quiet">{t("noCosts")}</p>}
      >
        <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={t("byModel")}>
          <SimpleTable
            label={t("byModel")}
            columns={[
              { label: t("model") },
              { label: t("calls"), numeric: true },
              { label: t("inputTokens"), numeric: true },
              { label: t("outputTokens"), numeric: true },
              { label: t("cacheTokens"), numeric: true },
              { label: t("cost"), numeric: true },
              { label: t("share"), numeric: true },
              { label: t("before"), numeric: true },
            ]}
          >
            <For each={props.models}>
              {(row) => (
                <tr class="border-b border-line text-right whitespace-nowrap tabular-nums last:border-0">
                  <th scope="row" class="py-1.5 pr-4 text-left font-mono font-normal">
                    {row.model}
                  </th>
                  <td class="py-1.5 pl-4">{count(row.calls)}</td>
                  <td class="py-1.5 pl-4">{compact(row.input_tokens)}</td>
                  <td class="py-1.5 pl-4">{compact(row.output_tokens)}</td>
                  <td class="py-1.5 pl-4">
                    {compact(row.cache_read_tokens)} / {compact(row.cache_write_tokens)}
                  </td>
                  <td class="py-1.5 pl-4 font-medium">{money(row.cost_micro_usd)}</td>
                  <td class="py-1.5 pl-4">
                    {all() === 0 ? "–" : percentage((row.cost_micro_usd / all()) * 100)}
                  </td>
                  <td class="py-1.5 pl-4 text-quiet">{money(row.previous_micro_usd)}</td>
                </tr>
              )}
            </For>
          </SimpleTable>
        </div>
      </Show>
    </Section>
  );
}
