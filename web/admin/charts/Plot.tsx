import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { t } from "../../i18n/chart.ts";
import type { ChartNumbers } from "./ChartFrame.tsx";
import { Marks } from "./Marks.tsx";
import { type Base, labelEvery, placeIn, ticksOf } from "./scale.ts";
import { lookOf } from "./series.ts";
import { Tip } from "./Tip.tsx";

export type PlotKind = "line" | "area" | "bar";

const height = 220;
const bottom = height - 24;
const top = 10;
/** Room for a number of the axis, in letters of 11 px. */
const letter = 6.6;

/** Lines, an area or bars over time: axes, and a point at a time told by pointer and by arrow keys. */
export function Plot(props: {
  kind: PlotKind;
  numbers: ChartNumbers;
  /** Short labels, for under the axis. */
  ticks: readonly string[];
  /** Short numbers, for beside the axis. */
  formatTick?: (value: number) => string;
  base?: Base;
  /** There is no half of what is counted. */
  whole?: boolean;
}) {
  let box: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(560);
  const [active, setActive] = createSignal<number | null>(null);
  onMount(() => {
    if (box === undefined || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });

  const points = () => props.numbers.labels.length;
  const written = (value: number) => (props.formatTick ?? props.numbers.format)(value);
  const axis = createMemo(() => {
    const values = props.numbers.series.flatMap((one) => one.values.filter((v) => v !== null));
    return ticksOf(Math.max(0, ...values), {
      base: props.base ?? 10,
      whole: props.whole === true,
    });
  });
  const area = createMemo(() => ({
    left: Math.max(...axis().map((tick) => written(tick).length)) * letter + 10,
    right: width() - 4,
    top,
    bottom,
  }));
  const place = createMemo(() => placeIn(area(), points(), axis().at(-1) ?? 1));
  const every = () => labelEvery(points(), area().right - area().left);

  const told = (at: number): string => {
    const values = props.numbers.series.map((one) => {
      const value = one.values[at] ?? null;
      return `${one.name} ${value === null ? t("unknown") : props.numbers.format(value)}`;
    });
    return `${props.numbers.labels[at] ?? ""}: ${values.join(", ")}`;
  };
  const move = (event: KeyboardEvent) => {
    const last = points() - 1;
    const now = active() ?? last;
    const to = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      ArrowDown: now - 1,
      ArrowUp: now + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") setActive(null);
    if (to === undefined) return;
    event.preventDefault();
    setActive(Math.max(0, Math.min(last, to)));
  };
  const point = (event: PointerEvent) => {
    const from = box?.getBoundingClientRect().left ?? 0;
    setActive(place().at(event.clientX - from));
  };

  return (
    <>
      <div
        ref={(element) => (box = element)}
        class="relative touch-pan-y rounded-sm"
        role="slider"
        tabIndex={0}
        aria-label={`${props.numbers.title}. ${t("walk")}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points() - 1)}
        aria-valuenow={active() ?? Math.max(0, points() - 1)}
        aria-valuetext={told(active() ?? Math.max(0, points() - 1))}
        onKeyDown={move}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) setActive(active() ?? points() - 1);
        }}
        onBlur={() => setActive(null)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setActive(null)}
      >
        <svg width={width()} height={height} class="block w-full" aria-hidden="true">
          <For each={axis()}>
            {(tick) => (
              <>
                <line
                  x1={area().left}
                  x2={area().right}
                  y1={Math.round(place().y(tick)) + 0.5}
                  y2={Math.round(place().y(tick)) + 0.5}
                  stroke={tick === 0 ? "var(--edge)" : "var(--line)"}
                />
                <text
                  x={area().left - 6}
                  y={place().y(tick) + 4}
                  text-anchor="end"
                  class="text-[11px] tabular-nums"
                  fill="var(--quiet)"
                >
                  {written(tick)}
                </text>
              </>
            )}
          </For>
          <For each={props.ticks}>
            {(label, at) => (
              <Show when={(points() - 1 - at()) % every() === 0}>
                <text
                  x={Math.min(place().x(at()), area().right - (label.length * letter) / 2)}
                  y={height - 6}
                  text-anchor="middle"
                  class="text-[11px]"
                  fill="var(--quiet)"
                >
                  {label}
                </text>
              </Show>
            )}
          </For>
          <Marks
            kind={props.kind}
            series={props.numbers.series}
            place={place()}
            active={active()}
            bottom={bottom}
            top={top}
          />
        </svg>
        <Show when={active()} keyed={false}>
          {(at) => (
            <Tip
              x={place().x(at())}
              width={width()}
              label={props.numbers.labels[at()] ?? ""}
              lines={props.numbers.series.map((one) => {
                const value = one.values[at()] ?? null;
                return {
                  name: one.name,
                  value: value === null ? "–" : props.numbers.format(value),
                };
              })}
            />
          )}
        </Show>
      </div>
      <Show when={props.numbers.series.length > 1}>
        <ul class="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-quiet">
          <For each={props.numbers.series}>
            {(series, at) => (
              <li class="inline-flex items-center gap-1.5">
                <svg width="20" height="8" aria-hidden="true">
                  <line
                    x1="0"
                    x2="20"
                    y1="4"
                    y2="4"
                    stroke-width={props.kind === "bar" ? 8 : 2}
                    stroke={lookOf(at()).color}
                    stroke-dasharray={props.kind === "bar" ? "none" : lookOf(at()).dash}
                  />
                </svg>
                {series.name}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
