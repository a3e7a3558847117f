import { createUniqueId, type JSX, Show } from "solid-js";

/** A part of a page: its name, what it is for, and what can be done at once. */
export function Section(props: {
  title: string;
  text?: string | undefined;
  action?: JSX.Element;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id} class="rounded-lg border border-line bg-raised">
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 pt-4">
        <div
          class="min-w-0 flex-1"
          classList={{ "basis-60": props.text !== undefined, "basis-32": props.text === undefined }}
        >
          <h2 id={id} class="font-semibold">
            {props.title}
          </h2>
          <Show when={props.text}>{(text) => <p class="text-sm text-quiet">{text()}</p>}</Show>
        </div>
        {props.action}
      </div>
      <div class="px-5 pt-3 pb-5">{props.children}</div>
    </section>
  );
}
