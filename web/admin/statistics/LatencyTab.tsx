import CircleCheck from "lucide-solid/icons/circle-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import { getLatency, getOverview } from "#contract/admin-statistics";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { clock, count } from "../../i18n/format.ts";
import { Section } from "../../ui/Section.tsx";
import { Select } from "../../ui/Select.tsx";
import { ChartFrame } from "../charts/ChartFrame.tsx";
import { Plot } from "../charts/Plot.tsx";
import { createList } from "../parts/create-list.ts";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { Frame } from "./Frame.tsx";
import { csvOf } from "./query.ts";
import { SimpleTable } from "./SimpleTable.tsx";
import { Slo } from "./Slo.tsx";

type Latency = OutputOf<typeof getLatency>;
const spans = ["60", "360", "today"] as const;
const shares = ["p50", "p95", "p99"] as const;

const ms = (value: number) => `${count(value)} ms`;

/** p50, p95 and p99 by the minute (U-201), and what is promised against what was kept (U-200, U-203). */
export function LatencyTab() {
  const query = createUrlQuery({ minutes: withFallback(choiceParam(spans), "60") });
  const list = createList(query.values, async (asked) => {
    const [latency, overview] = await Promise.all([
      call(getLatency, { query: asked }),
      call(getOverview, { query: { period: "day" } }),
    ]);
    return { as_of: latency.as_of, latency, slo: overview.slo, asked };
  });
  return (
    <>
      <Select
        label={t("lastMinutes")}
        value={query.values().minutes}
        options={spans.map((value) => ({ value, label: t(`minutes_${value}`) }))}
        onChange={(minutes) => query.set({ minutes })}
        class="self-start"
      />
      <Frame list={list}>
        {(answer) => (
          <>
            <Lines latency={answer().latency} csv={csvOf("latency", answer().asked)} />
            <div class="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
              <Kinds kinds={answer().latency.kinds} />
              <Slo slo={answer().slo} />
            </div>
          </>
        )}
      </Frame>
    </>
  );
}

function Lines(props: { latency: Latency; csv: string }) {
  const labels = () => props.latency.points.map((point) => clock(point.at));
  const numbers = () => ({
    title: t("latency"),
    axis: t("minute"),
    labels: labels(),
    series: shares.map((share) => ({
      name: share,
      values: props.latency.points.map((point) => point[`${share}_ms`]),
    })),
    format: ms,
  });
  return (
    <ChartFrame numbers={numbers()} note={t("latencyNote")} csv={props.csv}>
      <Plot kind="line" numbers={numbers()} ticks={labels()} />
    </ChartFrame>
  );
}

function Kinds(props: { kinds: Latency["kinds"] }) {
  return (
    <Section title={t("latencyKinds")}>
      <div
        class="relative overflow-x-auto"
        tabIndex={0}
        role="group"
        aria-label={t("latencyKinds")}
      >
        <SimpleTable
          label={t("latencyKinds")}
          columns={[
            { label: t("kind") },
            { label: t("count"), numeric: true },
            ...shares.map((label) => ({ label, numeric: true })),
          ]}
        >
          <For each={props.kinds}>
            {(row) => (
              <tr class="border-b border-line text-right tabular-nums last:border-0">
                <th scope="row" class="py-1.5 pr-4 text-left font-normal">
                  {t(`kind_${row.kind}`)}
                </th>
                <td class="py-1.5 pl-4">{count(row.requests)}</td>
                <For each={shares}>
                  {(share) => (
                    <td class="py-1.5 pl-4">
                      <Time value={row[`${share}_ms`]} target={row.target_ms[share]} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </SimpleTable>
      </div>
    </Section>
  );
}

/** A time against its target. */
function Time(props: { value: number | null; target: number }) {
  const met = () => (props.value ?? 0) <= props.target;
  return (
    <Show when={props.value !== null} fallback={<span class="text-quiet">–</span>}>
      <span class="inline-flex items-center gap-1 whitespace-nowrap">
        <Show
          when={met()}
          fallback={<TriangleAlert size={13} class="text-warn" aria-hidden="true" />}
        >
          <CircleCheck size={13} class="text-good" aria-hidden="true" />
        </Show>
        {ms(props.value ?? 0)}
        <span class="sr-only">{met() ? t("met") : t("missed")}</span>
      </span>
      <span class="block text-xs text-quiet">{t("target", { ms: count(props.target) })}</span>
    </Show>
  );
}
