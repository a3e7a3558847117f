import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import type { Column } from "./column.ts";

export interface TableRowProps<Row extends { readonly id: string }, Sort extends string> {
  row: Row;
  columns: readonly Column<Row, Sort>[];
  dense: boolean;
  name: string;
  href: string | undefined;
  onOpen: () => void;
  actions: readonly MenuEntry[] | undefined;
  /** Its details are open. */
  current: boolean;
  /** Tab leads here. */
  active: boolean;
  onTouch: () => void;
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest("a, button, input, select, label") !== null;

export function TableRow<Row extends { readonly id: string }, Sort extends string>(
  props: TableRowProps<Row, Sort>,
) {
  const press = (event: MouseEvent) => {
    // Who marks text to copy it does not want it gone.
    if (isControl(event.target) || getSelection()?.toString()) return;
    if (props.href !== undefined) props.onOpen();
  };
  return (
    <tr
      data-row={props.row.id}
      class="group"
      classList={{ "cursor-pointer": props.href !== undefined }}
      onClick={press}
      onFocusIn={() => props.onTouch()}
    >
      <For each={props.columns}>
        {(column, at) => (
          <Show
            when={at() === 0}
            fallback={
              <td class={cell} classList={looks(props, column)}>
                {column.cell(props.row)}
              </td>
            }
          >
            <th
              scope="row"
              data-current={props.current ? "" : undefined}
              class={`${cell} sticky left-0 z-1 data-current:shadow-[inset_3px_0_0_var(--accent)] max-w-64 text-left font-normal max-sm:max-w-[46vw]`}
              classList={looks(props, column)}
            >
              <Show when={props.href} fallback={column.cell(props.row)}>
                {(href) => (
                  <A
                    href={href()}
                    noScroll
                    data-row-link
                    tabIndex={props.active ? 0 : -1}
                    aria-current={props.current ? "true" : undefined}
                    class="block rounded-sm"
                  >
                    {column.cell(props.row)}
                  </A>
                )}
              </Show>
            </th>
          </Show>
        )}
      </For>
      <Show when={props.actions}>
        {(entries) => (
          <td class={`${cell} w-10 text-right`} classList={looks(props)}>
            <Menu
              label={t("actionsOf", { name: props.name })}
              entries={entries()}
              align="end"
              tabIndex={props.active ? 0 : -1}
              class="inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-line hover:text-ink pointer-coarse:size-11"
            >
              <Ellipsis size={16} aria-hidden="true" />
            </Menu>
          </td>
        )}
      </Show>
    </tr>
  );
}

const cell = "border-b border-line px-3 group-last:border-b-0";

/** Opaque, since the first column moves over the others. */
const looks = (
  { dense, current }: { dense: boolean; current: boolean },
  column?: { readonly numeric?: boolean; readonly wraps?: boolean },
) => ({
  "h-9 py-1": dense,
  "h-12 py-1.5": !dense,
  "bg-sunken": current,
  "bg-raised group-hover:bg-sunken": !current,
  "text-right tabular-nums": column?.numeric === true,
  "whitespace-nowrap": column?.wraps !== true,
});
