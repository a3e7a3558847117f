import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { getErrorStatistics } from "#contract/admin-statistics";
import type { OutputOf } from "#contract/endpoint";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { activityOf, requests, type Days } from "./activity-link.ts";
import { SimpleTable } from "./SimpleTable.tsx";

/** Which refusals and failures there were. */
export function Errors(props: {
  codes: OutputOf<typeof getErrorStatistics>["by_code"];
  range: Days;
  asOf: string | null;
}) {
  return (
    <Section title={t("topErrors")} text={t("topErrorsText")}>
      <Show
        when={props.codes.length > 0}
        fallback={<p class="py-6 text-center text-quiet">{t("noErrors")}</p>}
      >
        <div
          class="relative max-h-64 overflow-auto"
          tabIndex={0}
          role="group"
          aria-label={t("topErrors")}
        >
          <SimpleTable
            label={t("topErrors")}
            columns={[
              { label: t("code") },
              { label: t("status"), numeric: true },
              { label: t("count"), numeric: true },
            ]}
          >
            <For each={props.codes}>
              {(row) => (
                <tr class="border-b border-line last:border-0">
                  <th scope="row" class="py-1.5 pr-4 text-left font-mono text-sm font-normal">
                    <A
                      href={activityOf(
                        { ...requests, status: String(row.status), code: row.code },
                        props.range,
                        props.asOf,
                      )}
                      class="hover:underline"
                    >
                      {row.code === "" ? "–" : row.code}
                    </A>
                  </th>
                  <td class="py-1.5 pl-4 text-right tabular-nums">{row.status}</td>
                  <td class="py-1.5 pl-4 text-right tabular-nums">{count(row.requests)}</td>
                </tr>
              )}
            </For>
          </SimpleTable>
        </div>
      </Show>
    </Section>
  );
}
