import { For, type JSX } from "solid-js";

/** Names and values, two columns: of one width wherever they stand below each other. */
export function Facts(props: {
  items: readonly { readonly name: string; readonly value: JSX.Element }[];
}) {
  return (
    <dl class="grid grid-cols-[max(8.5rem,26%)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2 text-sm">
      <For each={props.items}>
        {(item) => (
          <>
            <dt class="text-quiet wrap-anywhere">{item.name}</dt>
            <dd class="min-w-0 wrap-anywhere">{item.value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}
