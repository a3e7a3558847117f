import { For } from "solid-js";
import type { Series } from "./series.ts";

/** The numbers of a chart, for who would rather read them. */
export function ChartTable(props: {
  title: string;
  axis: string;
  labels: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
}) {
  return (
    <table class="w-full text-sm">
      <caption class="sr-only">{props.title}</caption>
      <thead class="sticky top-0 bg-raised">
        <tr class="border-b border-line text-left text-quiet">
          <th scope="col" class="py-1.5 pr-4 font-medium">
            {props.axis}
          </th>
          <For each={props.series}>
            {(series) => (
              <th scope="col" class="py-1.5 pl-4 text-right font-medium">
                {series.name}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.labels}>
          {(label, at) => (
            <tr class="border-b border-line last:border-0">
              <th scope="row" class="py-1.5 pr-4 text-left font-normal whitespace-nowrap">
                {label}
              </th>
              <For each={props.series}>
                {(series) => {
                  const value = () => series.values[at()] ?? null;
                  return (
                    <td class="py-1.5 pl-4 text-right whitespace-nowrap tabular-nums">
                      {value() === null ? "–" : props.format(value() ?? 0)}
                    </td>
                  );
                }}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
