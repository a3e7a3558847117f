import { Show } from "solid-js";
import { getHealthHistory, HealthPeriod } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-health.ts";
import { clock, count, dayAndTime } from "../../i18n/format.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ChartFrame } from "../charts/ChartFrame.tsx";
import { Plot } from "../charts/Plot.tsx";
import { createList } from "../parts/create-list.ts";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { type Group, groups, nameOf } from "./part-names.ts";

type Answer = OutputOf<typeof getHealthHistory>;

/** How long each part took to answer, and how much of the time it did. */
export function History() {
  const query = createUrlQuery({
    period: withFallback(choiceParam(HealthPeriod.options), "day"),
    parts: withFallback(choiceParam(groups), "site"),
  });
  const list = createList(
    () => ({ period: query.values().period }),
    (asked) => call(getHealthHistory, { query: asked }),
  );
  return (
    <div class="flex flex-col gap-3">
      <div class="flex flex-wrap gap-3">
        <Select
          label={t("period")}
          value={query.values().period}
          options={HealthPeriod.options.map((value) => ({ value, label: t(`period_${value}`) }))}
          onChange={(period) => query.set({ period })}
        />
        <Select
          label={t("shownParts")}
          value={query.values().parts}
          options={groups.map((value) => ({ value, label: t(`group_${value}`) }))}
          onChange={(parts) => query.set({ parts })}
        />
      </div>
      <Show when={list.error()}>
        {(error) => <ErrorState error={error()} onRetry={() => void list.reload()} small />}
      </Show>
      <Show
        when={list.value()}
        fallback={
          <Show when={list.error() === null}>
            <Skeleton lines={6} />
          </Show>
        }
      >
        {(answer) => <Times answer={answer()} group={query.values().parts} />}
      </Show>
    </div>
  );
}

function Times(props: { answer: Answer; group: Group }) {
  const label = (at: string) => (props.answer.step_minutes < 60 ? clock(at) : dayAndTime(at));
  const labels = () => props.answer.points.map(label);
  const shown = () => props.answer.checks.filter((one) => nameOf(one.name).group === props.group);
  const numbers = () => ({
    title: t("history"),
    axis: t("time"),
    labels: labels(),
    series: shown().map((one) => ({
      name:
        one.availability_percentage === null
          ? nameOf(one.name).label
          : `${nameOf(one.name).label} · ${one.availability_percentage}%`,
      values: one.response_time_ms,
    })),
    format: (value: number) => t("responded", { ms: count(value) }),
  });
  return (
    <Show when={shown().length > 0} fallback={<p class="text-quiet">{t("noHistory")}</p>}>
      <ChartFrame
        numbers={numbers()}
        summary={
          <>
            <Show when={props.answer.availability_percentage !== null}>
              <strong class="text-ink tabular-nums">
                {t("available", { percent: props.answer.availability_percentage ?? 0 })}
              </strong>
              <span>{t("target")}</span>
            </Show>
            <span>
              {t("sampled", {
                count: count(props.answer.sampled_minutes),
                of: count(props.answer.expected_minutes),
              })}
            </span>
          </>
        }
        note={t("historyNote")}
      >
        <Plot kind="line" numbers={numbers()} ticks={labels()} />
      </ChartFrame>
    </Show>
  );
}
