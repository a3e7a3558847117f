import { createMemo, type JSX } from "solid-js";
import { t } from "../../i18n/admin-statistics.ts";
import { ChartFrame } from "../charts/ChartFrame.tsx";
import { Plot, type PlotKind } from "../charts/Plot.tsx";
import type { Base } from "../charts/scale.ts";
import type { Series } from "../charts/series.ts";
import { longLabel, shortLabel } from "./points.ts";

/** A series of statistics as a chart. */
export function SeriesChart(props: {
  title: string;
  kind: PlotKind;
  step: "hour" | "day" | "month";
  points: readonly { readonly at: string }[];
  series: readonly Series[];
  format: (value: number) => string;
  formatTick?: (value: number) => string;
  base?: Base;
  whole?: boolean;
  summary?: JSX.Element;
  note?: string | undefined;
  csv?: string | undefined;
}) {
  const numbers = createMemo(() => ({
    title: props.title,
    axis: t(props.step),
    labels: props.points.map((point) => longLabel(point.at, props.step)),
    series: props.series,
    format: props.format,
  }));
  return (
    <ChartFrame numbers={numbers()} summary={props.summary} note={props.note} csv={props.csv}>
      <Plot
        kind={props.kind}
        numbers={numbers()}
        ticks={props.points.map((point) => shortLabel(point.at, props.step))}
        formatTick={props.formatTick ?? props.format}
        base={props.base ?? 10}
        whole={props.whole === true}
      />
    </ChartFrame>
  );
}
