import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";

/** Nothing is here yet: says so, and what to do first. */
export function EmptyState(props: {
  title: string;
  text?: string | undefined;
  icon?: JSX.Element;
  /** Nothing else is on the page: the title is its heading. */
  alone?: boolean;
  children?: JSX.Element;
}) {
  return (
    <div class="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-10 text-center">
      <div class="text-quiet [&>svg]:stroke-[1.5]" aria-hidden="true">
        {props.icon}
      </div>
      <Dynamic component={props.alone === true ? "h1" : "p"} class="text-lg font-semibold">
        {props.title}
      </Dynamic>
      {props.text === undefined ? null : <p class="text-balance text-quiet">{props.text}</p>}
      <div class="mt-2 flex flex-wrap justify-center gap-2">{props.children}</div>
    </div>
  );
}
