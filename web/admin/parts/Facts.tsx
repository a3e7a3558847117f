import { For, type JSX } from "solid-js";

/** Names and values, two columns. */
export function Facts(props: {
  items: readonly { readonly name: string; readonly value: JSX.Element }[];
}) {
  return (
    <dl class="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-2 text-sm">
      <For each={props.items}>
        {(item) => (
          <>
            <dt class="text-quiet">{item.name}</dt>
            <dd class="min-w-0 wrap-anywhere">{item.value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}
