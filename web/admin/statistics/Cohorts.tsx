import { For, Index, Show } from "solid-js";
import type { getEngagement } from "#contract/admin-engagement";
import type { OutputOf } from "#contract/endpoint";
import { t as words } from "../../i18n/admin-engagement.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { count } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { CsvLink } from "./ModelCosts.tsx";
import { dayLabel, percentage } from "./points.ts";

type Cohort = OutputOf<typeof getEngagement>["cohorts"][number];

const weeks = 12;

/** Who comes back, by the week they were first here: the more, the darker. */
export function Cohorts(props: { cohorts: readonly Cohort[]; csv: string }) {
  const width = () =>
    Math.min(weeks, Math.max(0, ...props.cohorts.map((cohort) => cohort.returned.length)));
  return (
    <Section
      title={words("cohorts")}
      text={words("cohortsText")}
      action={<CsvLink href={props.csv} of={words("cohorts")} />}
    >
      <Show
        when={props.cohorts.length > 0}
        fallback={<p class="py-6 text-center text-quiet">{words("noCohorts")}</p>}
      >
        <div class="overflow-x-auto" tabIndex={0} role="group" aria-label={words("cohorts")}>
          <table class="text-sm">
            <caption class="sr-only">{words("cohorts")}</caption>
            <thead>
              <tr class="text-quiet">
                <th scope="col" class="py-1.5 pr-4 text-left font-medium whitespace-nowrap">
                  {words("cohortWeek")}
                </th>
                <th scope="col" class="px-2 py-1.5 text-right font-medium whitespace-nowrap">
                  {words("cohortPeople")}
                </th>
                <Index each={Array.from({ length: width() })}>
                  {(_week, at) => (
                    <th scope="col" class="px-2 py-1.5 text-right font-medium whitespace-nowrap">
                      {words("weekLater", { n: at + 1 })}
                    </th>
                  )}
                </Index>
              </tr>
            </thead>
            <tbody>
              <For each={props.cohorts}>
                {(cohort) => (
                  <tr>
                    <th scope="row" class="py-1 pr-4 text-left font-normal whitespace-nowrap">
                      {dayLabel(cohort.week)}
                    </th>
                    <td class="px-2 py-1 text-right tabular-nums">{count(cohort.people)}</td>
                    <Index each={Array.from({ length: width() })}>
                      {(_week, at) => <Cell cohort={cohort} at={at} />}
                    </Index>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </Section>
  );
}

function Cell(props: { cohort: Cohort; at: number }) {
  const back = () => props.cohort.returned[props.at] ?? null;
  const share = () => (props.cohort.people === 0 ? 0 : ((back() ?? 0) / props.cohort.people) * 100);
  return (
    <td class="p-0.5">
      <Show when={back() !== null} fallback={<span class="block px-1.5 py-0.5 text-right">–</span>}>
        <span
          class="block rounded-sm px-1.5 py-0.5 text-right tabular-nums"
          style={{
            background: `color-mix(in srgb, var(--info) ${Math.round(share() * 0.3)}%, transparent)`,
          }}
          title={t("people", { count: count(back() ?? 0) })}
        >
          {percentage(share(), 0)}
        </span>
      </Show>
    </td>
  );
}
