import { For } from "solid-js";
import type { getEngagement } from "#contract/admin-engagement";
import type { OutputOf } from "#contract/endpoint";
import { t as words } from "../../i18n/admin-engagement.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { longLabel, percentage } from "./points.ts";
import { SimpleTable } from "./SimpleTable.tsx";

/** How many of those who were there used what. */
export function Features(props: { answer: OutputOf<typeof getEngagement> }) {
  const month = () => longLabel(props.answer.range.end_date.slice(0, 7), "month");
  return (
    <Section
      title={words("features")}
      text={words("featuresText", { month: month(), count: count(props.answer.monthly_people) })}
    >
      <SimpleTable
        label={words("features")}
        columns={[
          { label: words("feature") },
          { label: words("usedBy"), numeric: true },
          { label: words("rate"), numeric: true },
          { label: words("rateBefore"), numeric: true },
        ]}
      >
        <For each={props.answer.features}>
          {(row) => (
            <tr class="border-b border-line text-right tabular-nums last:border-0">
              <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                {t(`feature_${row.feature}`)}
              </th>
              <td class="py-1.5 pl-4">{count(row.people)}</td>
              <td class="py-1.5 pl-4">
                <span class="inline-flex w-full max-w-56 items-center justify-end gap-2">
                  <span class="h-2 flex-1 overflow-hidden rounded-sm bg-sunken" aria-hidden="true">
                    <span class="block h-full bg-accent" style={{ width: `${row.percentage}%` }} />
                  </span>
                  <span class="w-14">{percentage(row.percentage)}</span>
                </span>
              </td>
              <td class="py-1.5 pl-4 text-quiet">
                {row.previous_percentage === null ? "–" : percentage(row.previous_percentage)}
              </td>
            </tr>
          )}
        </For>
      </SimpleTable>
    </Section>
  );
}
