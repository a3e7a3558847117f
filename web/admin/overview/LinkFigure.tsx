import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

/** A figure that leads to what it counts; `children` is what it is compared with. */
export function LinkFigure(props: {
  label: string;
  value: string;
  href: string;
  bad?: boolean;
  children?: JSX.Element;
}) {
  return (
    <div class="relative flex min-w-0 flex-col rounded-md px-3 py-2 hover:bg-sunken">
      <dt class="text-sm text-quiet">
        <A href={props.href} class="after:absolute after:inset-0 after:rounded-md hover:underline">
          {props.label}
        </A>
      </dt>
      <dd
        class="text-2xl font-semibold tabular-nums"
        classList={{ "text-bad": props.bad === true }}
      >
        {props.value}
      </dd>
      <dd class="flex flex-wrap gap-x-2 text-sm text-quiet">{props.children}</dd>
    </div>
  );
}
