import { For, Show } from "solid-js";
import { lookOf } from "./series.ts";

/** What a point says. It keeps to the chart, and is on the slider's value for who cannot see it. */
export function Tip(props: {
  x: number;
  width: number;
  label: string;
  lines: readonly { readonly name: string; readonly value: string }[];
}) {
  const right = () => props.x > props.width / 2;
  return (
    <div
      aria-hidden="true"
      class="pointer-events-none absolute top-1 z-10 rounded-md border border-line bg-raised px-2.5 py-1.5 text-sm whitespace-nowrap shadow-(--shadow)"
      style={right() ? { right: `${props.width - props.x + 10}px` } : { left: `${props.x + 10}px` }}
    >
      <p class="text-xs text-quiet">{props.label}</p>
      <For each={props.lines}>
        {(line, at) => (
          <p class="flex items-center gap-2">
            <Show when={props.lines.length > 1}>
              <span class="size-2.5 rounded-sm" style={{ background: lookOf(at()).color }} />
              <span class="text-quiet">{line.name}</span>
            </Show>
            <span class="ml-auto font-medium tabular-nums">{line.value}</span>
          </p>
        )}
      </For>
    </div>
  );
}
