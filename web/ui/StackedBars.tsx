import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { t } from "../i18n/chart.ts";
import { Button } from "./Button.tsx";

export interface Stack {
  /** What stands under the bar. */
  readonly label: string;
  /** One value for each series, in their order. */
  readonly values: readonly number[];
}

export interface StackedBarsProps {
  title: string;
  /** Names the first column of the table. */
  axis: string;
  series: readonly string[];
  stacks: readonly Stack[];
  format: (value: number) => string;
}

const height = 160;
const width = 640;
const base = 136;
const headroom = 12;
/** In units of the drawing, which shrinks with the screen. */
const letters = "text-[11px] max-sm:text-[20px]";

/** Told apart by lightness as well as by colour. */
const fills = [
  "var(--accent)",
  "var(--info)",
  "var(--good)",
  "var(--warn)",
  "var(--quiet)",
  "var(--edge)",
];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Bars by day and series, drawn here; the same numbers stand in a table, one press away. */
export function StackedBars(props: StackedBarsProps) {
  const id = createUniqueId();
  const [asTable, setAsTable] = createSignal(false);
  const top = createMemo(() => Math.max(1, ...props.stacks.map((stack) => sum(stack.values))));
  const step = () => width / Math.max(1, props.stacks.length);
  const bars = createMemo(() =>
    props.stacks.flatMap((stack, at) => {
      let y = base;
      return stack.values.map((value, series) => {
        const size = (value / top()) * (base - 12);
        y -= size;
        return {
          x: at * step(),
          y,
          size,
          series,
          title: `${stack.label} ${props.series[series] ?? ""}: ${props.format(value)}`,
        };
      });
    }),
  );
  /** So many that they would run into each other: only some are written. */
  const every = () => Math.ceil(props.stacks.length / 8);

  return (
    <figure aria-labelledby={id} class="relative">
      <div class="mb-2 flex flex-wrap items-center justify-between gap-2">
        <figcaption id={id} class="font-medium">
          {props.title}
        </figcaption>
        <Button size="small" aria-pressed={asTable()} onClick={() => setAsTable(!asTable())}>
          {asTable() ? t("asChart") : t("asTable")}
        </Button>
      </div>
      <Show when={!asTable()}>
        <svg
          viewBox={`0 ${-headroom} ${width} ${height + headroom}`}
          class="h-auto w-full"
          role="img"
          aria-label={`${props.title}. ${t("seeTable")}`}
        >
          <line x1={0} x2={width} y1={base + 0.5} y2={base + 0.5} stroke="var(--line)" />
          <text x={0} y={5} class={letters} fill="var(--quiet)">
            {props.format(top())}
          </text>
          <For each={bars()}>
            {(bar) => (
              <rect
                x={bar.x + step() * 0.15}
                width={Math.max(1, step() * 0.7)}
                y={bar.y}
                height={bar.size}
                fill={fills[bar.series % fills.length]}
              >
                <title>{bar.title}</title>
              </rect>
            )}
          </For>
          <For each={props.stacks}>
            {(stack, at) => (
              <Show when={at() % every() === 0}>
                <text
                  x={at() === 0 ? 0 : (at() + 0.5) * step()}
                  y={height - 6}
                  class={letters}
                  fill="var(--quiet)"
                  text-anchor={at() === 0 ? "start" : "middle"}
                >
                  {stack.label}
                </text>
              </Show>
            )}
          </For>
        </svg>
        <ul class="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-quiet">
          <For each={props.series}>
            {(name, at) => (
              <li class="inline-flex items-center gap-1.5">
                <span
                  class="size-2.5 rounded-sm"
                  style={{ background: fills[at() % fills.length] }}
                  aria-hidden="true"
                />
                {name}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class={asTable() ? "overflow-x-auto" : "sr-only"} tabIndex={asTable() ? 0 : undefined}>
        <table class="w-full text-sm">
          <caption class="sr-only">{props.title}</caption>
          <thead>
            <tr class="border-b border-line text-left text-quiet">
              <th scope="col" class="py-1.5 pr-4 font-medium">
                {props.axis}
              </th>
              <For each={props.series}>
                {(name) => (
                  <th scope="col" class="py-1.5 pl-4 text-right font-medium">
                    {name}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.stacks}>
              {(stack) => (
                <tr class="border-b border-line last:border-0">
                  <th scope="row" class="py-1.5 pr-4 text-left font-normal whitespace-nowrap">
                    {stack.label}
                  </th>
                  <For each={stack.values}>
                    {(value) => (
                      <td class="py-1.5 pl-4 text-right tabular-nums">{props.format(value)}</td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </figure>
  );
}
