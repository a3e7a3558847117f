import { A } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import Square from "lucide-solid/icons/square";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import type { Figure, WeeklyReport } from "#contract/admin-report";
import { t } from "../../i18n/admin-report.ts";
import { count, dayAndTime, money } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Section } from "../../ui/Section.tsx";
import { Card } from "./Card.tsx";
import { Change } from "./Change.tsx";
import { compact } from "./points.ts";
import { csvOf } from "./query.ts";
import { SeriesChart } from "./SeriesChart.tsx";
import { SimpleTable } from "./SimpleTable.tsx";

/** The report as one reads it: what stands out first, then part by part. */
export function ReportPaper(props: { report: WeeklyReport }) {
  const days = () => props.report.days;
  const range = () => ({
    start_date: props.report.start_date,
    end_date: props.report.days.at(-1)?.at ?? props.report.end_date,
  });
  return (
    <>
      <dl class="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
        <For each={props.report.highlights}>
          {(one) => (
            <Card label={one.label} value={one.shown}>
              <Difference figure={one} />
            </Card>
          )}
        </For>
      </dl>
      <Section title={t("actions")} text={t("actionsText")}>
        <Show
          when={props.report.actions.length > 0}
          fallback={
            <p class="flex items-center gap-2 text-quiet">
              <CircleCheck size={16} class="text-good" aria-hidden="true" />
              {t("noActions")}
            </p>
          }
        >
          <ul class="flex flex-col gap-2">
            <For each={props.report.actions}>
              {(one) => (
                <li class="flex gap-2" data-rule={one.rule}>
                  <Square size={15} class="mt-1 shrink-0 text-quiet" aria-hidden="true" />
                  <span class="wrap-anywhere">{one.text}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Section>
      <div class="grid gap-4 *:min-w-0 @4xl:grid-cols-2">
        <Figures title={t("health")} figures={props.report.health} />
        <Figures title={t("usage")} figures={props.report.usage} />
        <Figures title={t("cost")} figures={props.report.cost} />
        <Incidents incidents={props.report.incidents} />
        <SeriesChart
          title={t("trend")}
          kind="line"
          step="day"
          points={days()}
          series={[
            { name: "DAU", values: days().map((one) => one.active) },
            { name: "MAU", values: days().map((one) => one.monthly_active) },
          ]}
          format={count}
          formatTick={compact}
          whole
          csv={csvOf("users", range())}
        />
        <SeriesChart
          title={t("costTrend")}
          kind="bar"
          step="day"
          points={days()}
          series={[{ name: t("cost"), values: days().map((one) => one.cost_micro_usd) }]}
          format={money}
          csv={csvOf("costs", range())}
        />
      </div>
    </>
  );
}

/** Against the week before: by how much, or what it was where percent say nothing. */
function Difference(props: { figure: Figure }) {
  const better = () => {
    const operator = props.figure.target?.operator;
    return operator === undefined ? undefined : operator !== "GTE";
  };
  return (
    <Show
      when={props.figure.change === null}
      fallback={
        <Change
          now={props.figure.value}
          before={props.figure.previous}
          {...(better() === undefined ? {} : { lessIsBetter: better() === true })}
        />
      }
    >
      <Show when={props.figure.previous_shown}>
        {(before) => <span class="text-quiet">{t("before", { value: before() })}</span>}
      </Show>
    </Show>
  );
}

function Figures(props: { title: string; figures: readonly Figure[] }) {
  return (
    <Section title={props.title}>
      <SimpleTable
        label={props.title}
        columns={[
          { label: t("figure") },
          { label: t("value"), numeric: true },
          { label: t("difference"), numeric: true },
        ]}
      >
        <For each={props.figures}>
          {(one) => (
            <tr class="border-b border-line last:border-0" data-figure={one.name}>
              <th scope="row" class="py-1.5 pr-2 text-left font-normal">
                {one.label}
                <Show when={one.target}>
                  {(target) => (
                    <span class="block text-xs text-quiet">
                      {t("target", { value: target().shown })}
                    </span>
                  )}
                </Show>
              </th>
              <td class="py-1.5 pl-4 text-right whitespace-nowrap tabular-nums">
                <span class="inline-flex items-center gap-1">
                  <Show when={one.is_met === false}>
                    <TriangleAlert size={14} class="text-warn" aria-hidden="true" />
                    <span class="sr-only">{t("missed")}</span>
                  </Show>
                  <Show when={one.is_met === true}>
                    <CircleCheck size={14} class="text-good" aria-hidden="true" />
                    <span class="sr-only">{t("met")}</span>
                  </Show>
                  {one.shown}
                </span>
              </td>
              <td class="py-1.5 pl-4 text-right text-xs whitespace-nowrap tabular-nums">
                <Difference figure={one} />
              </td>
            </tr>
          )}
        </For>
      </SimpleTable>
    </Section>
  );
}

function Incidents(props: { incidents: WeeklyReport["incidents"] }) {
  return (
    <Section title={t("incidents")}>
      <Show when={props.incidents.is_known} fallback={<p class="text-quiet">{t("forgotten")}</p>}>
        <p class="mb-2 flex flex-wrap gap-x-4 text-sm text-quiet">
          <span>
            {t("began", {
              count: props.incidents.began,
              before: props.incidents.previous_began,
            })}
          </span>
          <span>{t("mean", { value: props.incidents.mean_shown ?? "–" })}</span>
        </p>
        <ul class="flex flex-col gap-2 text-sm">
          <For each={props.incidents.items}>
            {(one) => (
              <li class="flex flex-wrap items-baseline gap-x-3">
                <A
                  href={`/admin/notifications/${one.alert_id}?tab=alerts`}
                  class="font-medium wrap-anywhere underline"
                >
                  {one.name}
                </A>
                <Show when={one.is_open}>
                  <Badge tone="bad">{t("open")}</Badge>
                </Show>
                <span>
                  {one.condition} {one.value} ({one.threshold})
                </span>
                <span class="text-quiet">
                  {dayAndTime(one.began_at)} –{" "}
                  {one.ended_at === null ? (one.is_open ? "" : "?") : dayAndTime(one.ended_at)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  );
}
