import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { type Column, spareClass, yieldingClass } from "./column.ts";
import type { Selection } from "./selection.ts";
import { Tick } from "./Tick.tsx";

export interface TableRowProps<Row extends { readonly id: string }, Sort extends string> {
  row: Row;
  columns: readonly Column<Row, Sort>[];
  dense: boolean;
  name: string;
  href: string | undefined;
  onOpen: () => void;
  /** Asked for when the menu opens. */
  actions: (() => readonly MenuEntry[]) | undefined;
  selection: Selection | undefined;
  /** Its details are open. */
  current: boolean;
  /** Tab leads here. */
  active: boolean;
  onTouch: () => void;
  onMenu: (open: boolean) => void;
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest("a, button, input, select, label") !== null;

export function TableRow<Row extends { readonly id: string }, Sort extends string>(
  props: TableRowProps<Row, Sort>,
) {
  let row: HTMLTableRowElement | undefined;
  const press = (event: MouseEvent) => {
    // Who marks text to copy it does not want it gone.
    if (isControl(event.target) || getSelection()?.toString()) return;
    // The entries of its menu and what they open stand elsewhere; their presses come here, too.
    if (!row?.contains(event.target as Node)) return;
    if (props.href !== undefined) props.onOpen();
  };
  return (
    <tr
      ref={(element) => {
        row = element;
      }}
      data-row={props.row.id}
      class={`group ${card} ${props.href === undefined ? "" : "cursor-pointer"} ${props.current ? "@max-lg:border-accent" : "@max-lg:border-line"}`}
      onClick={press}
      onFocusIn={() => props.onTouch()}
    >
      <Show when={props.selection}>
        {(selection) => (
          <td class={`${cell} ${looks(props)} w-10 @max-lg:w-auto print:hidden`}>
            <Tick
              label={t("tick", { name: props.name })}
              checked={selection().has(props.row.id)}
              onChange={(on) => selection().toggle(props.row.id, on)}
            />
          </td>
        )}
      </Show>
      <For each={props.columns}>
        {(column) =>
          // The first stays the first: it cannot be hidden.
          column === props.columns[0] ? (
            <th
              scope="row"
              data-current={props.current ? "" : undefined}
              class={`${cell} ${looks(props, column)} ${column.wraps === true ? "" : yieldingClass} ${props.selection === undefined ? "@max-lg:col-span-3 @max-lg:col-start-1" : "@max-lg:col-span-2 @max-lg:col-start-2"} sticky left-0 z-1 data-current:shadow-[inset_3px_0_0_var(--accent)] max-w-56 text-left font-normal @max-lg:static @max-lg:max-w-none @max-lg:min-w-0 @max-lg:data-current:shadow-none`}
            >
              <Show when={props.href} fallback={column.cell(props.row)}>
                {(href) => (
                  // The router takes presses on any link; its own A costs much in so many rows.
                  <a
                    href={href()}
                    noScroll
                    data-row-link
                    tabIndex={props.active ? 0 : -1}
                    aria-current={props.current ? "page" : undefined}
                    class="block rounded-sm"
                  >
                    {column.cell(props.row)}
                  </a>
                )}
              </Show>
            </th>
          ) : (
            <td
              class={`${cell} ${looks(props, column)} ${value} ${column.notOnCards === true ? "@max-lg:hidden" : ""} ${column.spare === true ? spareClass : ""} ${column.wraps === true ? "@max-lg:col-span-full" : ""}`}
              data-label={column.label}
            >
              {column.cell(props.row)}
            </td>
          )
        }
      </For>
      <Show when={props.actions}>
        {(entries) => (
          <td
            class={`${cell} ${looks(props)} sticky right-0 z-1 w-10 text-right group-data-more/table:shadow-[-1px_0_var(--edge),-6px_0_8px_-4px_rgb(0_0_0/0.25)] @max-lg:shadow-none! @max-lg:static @max-lg:col-start-4 @max-lg:row-start-1 @max-lg:w-auto print:hidden`}
          >
            <Menu
              label={t("actionsOf", { name: props.name })}
              entries={entries()()}
              align="end"
              tabIndex={props.active ? 0 : -1}
              onToggle={props.onMenu}
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

/** A row where there is no room for columns: its name and menu above, the values below by their labels. */
const card =
  "scroll-mt-9 scroll-mb-2 @max-lg:grid @max-lg:grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)_auto] @max-lg:items-center @max-lg:gap-x-3 @max-lg:gap-y-1.5 @max-lg:rounded-lg @max-lg:border @max-lg:bg-raised @max-lg:px-3 @max-lg:py-2";

const cell =
  "border-b border-line px-3 group-last:border-b-0 @max-lg:border-0 @max-lg:bg-transparent @max-lg:p-0 @max-lg:h-auto";

const value =
  "@max-lg:col-span-2 @max-lg:flex @max-lg:min-w-0 @max-lg:flex-wrap @max-lg:items-baseline @max-lg:gap-x-1.5 @max-lg:overflow-hidden @max-lg:text-left @max-lg:wrap-anywhere @max-lg:whitespace-normal @max-lg:[&_span]:whitespace-normal @max-lg:empty:hidden @max-lg:before:text-xs @max-lg:before:text-quiet @max-lg:before:content-[attr(data-label)]";

/** In px, where a row is not a card. */
export const heightOfRow = (dense: boolean): number => (dense ? 36 : 48);

/** Opaque, since the first column and the menus stand over the others. */
const looks = (
  { dense, current }: { dense: boolean; current: boolean },
  column?: { readonly numeric?: boolean; readonly wraps?: boolean },
): string =>
  `${dense ? "h-9 py-1" : "h-12 py-1.5"} ${current ? "bg-sunken" : "bg-raised group-hover:bg-sunken"} ${column?.numeric === true ? "text-right tabular-nums" : ""} ${column?.wraps === true ? "" : "whitespace-nowrap"}`;
