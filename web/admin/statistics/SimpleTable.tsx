import { For, type JSX } from "solid-js";

/** A short table that is neither sorted nor paged. Its rows are the caller's. */
export function SimpleTable(props: {
  label: string;
  columns: readonly { readonly label: string; readonly numeric?: boolean }[];
  children: JSX.Element;
}) {
  return (
    <table class="w-full text-sm">
      <caption class="sr-only">{props.label}</caption>
      <thead class="sticky top-0 bg-raised">
        <tr class="border-b border-line text-left text-quiet">
          <For each={props.columns}>
            {(column, at) => (
              <th
                scope="col"
                class="py-1.5 font-medium whitespace-nowrap"
                classList={{ "pl-4 text-right": column.numeric === true, "pl-4": at() > 0 }}
              >
                {column.label}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}
