import type { JSX } from "solid-js";

/** A figure of the site, and what it is compared with. */
export function Card(props: { label: string; value: string | undefined; children?: JSX.Element }) {
  return (
    <div class="flex min-w-0 flex-col rounded-lg border border-line bg-raised px-4 py-3">
      <dt class="text-sm text-quiet">{props.label}</dt>
      <dd class="text-2xl font-semibold tabular-nums">{props.value ?? "–"}</dd>
      <dd class="mt-0.5 flex min-h-5 flex-wrap items-baseline gap-x-2.5 text-sm text-quiet">
        {props.children}
      </dd>
    </div>
  );
}
