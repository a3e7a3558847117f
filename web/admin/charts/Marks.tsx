import { For, Show } from "solid-js";
import type { PlotKind } from "./Plot.tsx";
import { areaPath, linePath, lonely, type placeIn } from "./scale.ts";
import { lookOf, type Series } from "./series.ts";

/** What is drawn inside the axes. Bars of several series stand side by side. */
export function Marks(props: {
  kind: PlotKind;
  series: readonly Series[];
  place: ReturnType<typeof placeIn>;
  active: number | null;
  top: number;
  bottom: number;
}) {
  const barWidth = () => Math.max(1, (props.place.step * 0.7) / Math.max(1, props.series.length));
  return (
    <>
      <Show when={props.active !== null && props.kind !== "bar"}>
        <line
          x1={props.place.x(props.active ?? 0)}
          x2={props.place.x(props.active ?? 0)}
          y1={props.top}
          y2={props.bottom}
          stroke="var(--edge)"
        />
      </Show>
      <For each={props.series}>
        {(series, at) => (
          <Show
            when={props.kind === "bar"}
            fallback={
              <Line series={series} at={at()} filled={props.kind === "area"} place={props.place} />
            }
          >
            <For each={series.values}>
              {(value, point) => (
                <Show when={value !== null && value > 0}>
                  <rect
                    x={props.place.x(point()) + (at() - props.series.length / 2) * barWidth()}
                    width={Math.max(1, barWidth() - (props.series.length > 1 ? 1 : 0))}
                    y={Math.min(props.place.y(value ?? 0), props.bottom - 1)}
                    height={Math.max(1, props.bottom - props.place.y(value ?? 0))}
                    rx={Math.min(2, barWidth() / 4)}
                    fill={lookOf(at()).color}
                    opacity={props.active === null || props.active === point() ? 1 : 0.45}
                  />
                </Show>
              )}
            </For>
          </Show>
        )}
      </For>
      <Show when={props.active !== null && props.kind !== "bar"}>
        <For each={props.series}>
          {(series, at) => (
            <Show when={series.values[props.active ?? 0] != null}>
              <circle
                cx={props.place.x(props.active ?? 0)}
                cy={props.place.y(series.values[props.active ?? 0] ?? 0)}
                r={4}
                fill={lookOf(at()).color}
                stroke="var(--raised)"
                stroke-width={1.5}
              />
            </Show>
          )}
        </For>
      </Show>
    </>
  );
}

function Line(props: {
  series: Series;
  at: number;
  filled: boolean;
  place: ReturnType<typeof placeIn>;
}) {
  return (
    <>
      <Show when={props.filled}>
        <path
          d={areaPath(props.series.values, props.place)}
          fill={lookOf(props.at).color}
          opacity={0.16}
        />
      </Show>
      <path
        d={linePath(props.series.values, props.place)}
        fill="none"
        stroke={lookOf(props.at).color}
        stroke-width={2}
        stroke-linejoin="round"
        stroke-dasharray={lookOf(props.at).dash}
      />
      <For each={lonely(props.series.values)}>
        {(point) => (
          <circle
            cx={props.place.x(point)}
            cy={props.place.y(props.series.values[point] ?? 0)}
            r={2.5}
            fill={lookOf(props.at).color}
          />
        )}
      </For>
    </>
  );
}
