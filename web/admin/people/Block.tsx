import { createUniqueId, For, type JSX } from "solid-js";

/** A titled list in a person's details. */
export function Block<Item>(props: {
  title: string;
  empty: string;
  items: readonly Item[];
  children: (item: Item) => JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} class="mb-2 font-semibold">
        {props.title}
      </h3>
      <ul class="divide-y divide-line rounded-lg border border-line bg-raised">
        <For each={props.items} fallback={<li class="px-3 py-3 text-quiet">{props.empty}</li>}>
          {(item) => <li class="px-3 py-2.5">{props.children(item)}</li>}
        </For>
      </ul>
    </section>
  );
}
