import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import type { ApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-parts.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { Column, Sorting } from "./column.ts";
import { ColumnHead } from "./ColumnHead.tsx";
import type { Selection } from "./selection.ts";
import { createHold } from "./create-hold.ts";
import { createRows } from "./create-rows.ts";
import { SortSelect } from "./SortSelect.tsx";
import { heightOfRow, TableRow } from "./TableRow.tsx";
import type { TableMemory } from "./table-memory.ts";
import { watchWidth } from "./watch-width.ts";
import { TickAll } from "./TickAll.tsx";

export interface DataTableProps<Row extends { readonly id: string }, Sort extends string> {
  /** What the rows are, for screen readers. */
  label: string;
  /** The first one names the row and stays in sight. */
  columns: readonly Column<Row, Sort>[];
  memory: TableMemory;
  /** Undefined until the first answer. */
  rows: readonly Row[] | undefined;
  /** A newer answer is awaited: what is there stays, and says so. */
  loading?: boolean;
  error?: ApiError | null;
  onRetry?: () => void;
  sorting?: Sorting<Sort>;
  onSort?: (sorting: Sorting<Sort>) => void;
  /** A name to say of a row. */
  nameOf: (row: Row) => string;
  /** The address of a row's details. */
  href?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** The row whose details are open. */
  current?: string | undefined;
  actions?: (row: Row) => readonly MenuEntry[];
  /** Rows can be ticked, for an action on several. */
  selection?: Selection;
  empty: JSX.Element;
}

/**
 * Rows keep focus and open menus when they are read anew, and nothing moves under a hand that presses.
 * One row at a time is in the order of Tab; arrows, Home and End move between them, Enter opens. Where
 * there is no room for columns, each row is a card.
 */
export function DataTable<Row extends { readonly id: string }, Sort extends string = string>(
  props: DataTableProps<Row, Sort>,
) {
  let body: HTMLTableSectionElement | undefined;
  const hold = createHold();
  const store = createRows(
    () => props.rows,
    () => hold.isOn(),
    () => heightOfRow(props.memory.density() === "dense"),
  );
  /** What somebody asked to see, or sorts by, is not spare. */
  const kept = (column: Column<Row, Sort>): Column<Row, Sort> =>
    column.spare === true &&
    (props.memory.isShown(column.key, false) ||
      (column.sort !== undefined && column.sort === props.sorting?.by))
      ? { ...column, spare: false }
      : column;
  const columns = createMemo(() =>
    props.columns
      .filter(
        (column, at) => at === 0 || props.memory.isShown(column.key, column.optional !== true),
      )
      .map(kept),
  );

  const [touched, setTouched] = createSignal<string>();
  const has = (id: string | undefined) => store.rows.some((row) => row.id === id);
  /** The row Tab leads to. */
  const active = createMemo(() =>
    has(touched()) ? touched() : has(props.current) ? props.current : store.rows[0]?.id,
  );
  const linkOf = (id: string | undefined) =>
    body?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id ?? "")}"] [data-row-link]`);

  // Details that close give the focus back to their row, unless it is somewhere already.
  createEffect(
    on(
      () => props.current,
      (now, before) => {
        if (now !== undefined || before === undefined) return;
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) linkOf(before)?.focus();
        });
      },
    ),
  );

  // Whose details are open is in sight, also where an address led straight to them.
  createEffect(() => {
    const current = props.current;
    if (!has(current)) return;
    const show = () => linkOf(current)?.closest("tr")?.scrollIntoView?.({ block: "nearest" });
    queueMicrotask(show);
    // Beside its details a row may be taller.
    const frame = requestAnimationFrame(show);
    onCleanup(() => cancelAnimationFrame(frame));
  });

  const move = (event: KeyboardEvent) => {
    if (!(event.target as Element).matches("[data-row-link]")) return;
    const last = store.rows.length - 1;
    const at = store.rows.findIndex((row) => row.id === active());
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    linkOf(store.rows[Math.max(0, Math.min(last, to))]?.id)?.focus();
  };

  return (
    <Show
      when={props.error == null}
      fallback={
        <Show when={props.error}>
          {(error) => <ErrorState error={error()} onRetry={props.onRetry} />}
        </Show>
      }
    >
      <Show when={props.rows !== undefined} fallback={<Skeleton lines={8} />}>
        <Show when={store.rows.length > 0} fallback={props.empty}>
          <div class="@container h-full">
            <div class="hidden flex-wrap items-center justify-between gap-x-3 gap-y-2 not-empty:mb-2 @max-lg:flex">
              <Show when={props.selection}>
                {(selection) => (
                  <label class="flex items-center gap-2 text-sm">
                    <TickAll rows={props.rows ?? []} selection={selection()} />
                    {t("tickAll")}
                  </label>
                )}
              </Show>
              <Show when={props.sorting}>
                {(sorting) => (
                  <SortSelect columns={columns()} sorting={sorting()} onSort={props.onSort} />
                )}
              </Show>
            </div>
            <div
              role="region"
              aria-label={props.label}
              tabIndex={0}
              ref={watchWidth}
              data-pinned={props.actions === undefined ? undefined : ""}
              class="group/table relative h-full overflow-auto overscroll-x-contain @lg:data-more:not-data-pinned:mask-r-from-[calc(100%-2rem)] print:mask-none rounded-lg border border-line bg-raised focus-visible:-outline-offset-2 @max-lg:h-auto @max-lg:overflow-visible @max-lg:border-0 @max-lg:bg-transparent"
              onPointerDown={hold.press}
            >
              <table
                class="w-full border-separate border-spacing-0 text-sm @max-lg:block"
                classList={{ "opacity-60 transition-opacity delay-150": props.loading === true }}
                aria-busy={props.loading === true}
              >
                <caption class="sr-only">{props.label}</caption>
                <thead class="@max-lg:hidden">
                  <tr>
                    <Show when={props.selection}>
                      {(selection) => (
                        <th
                          scope="col"
                          class="sticky top-0 z-10 w-10 border-b border-line bg-sunken pl-3 print:hidden"
                        >
                          <TickAll rows={props.rows ?? []} selection={selection()} />
                        </th>
                      )}
                    </Show>
                    <For each={columns()}>
                      {(column, at) => (
                        <ColumnHead
                          column={column}
                          pinned={at() === 0}
                          sorting={props.sorting}
                          onSort={props.onSort}
                        />
                      )}
                    </For>
                    <Show when={props.actions}>
                      <th
                        scope="col"
                        class="sticky top-0 right-0 z-20 group-data-more/table:shadow-[-1px_0_var(--edge),-6px_0_8px_-4px_rgb(0_0_0/0.25)] border-b border-line bg-sunken px-2 text-right font-medium text-quiet print:hidden"
                      >
                        <span class="sr-only">{t("actions")}</span>
                      </th>
                    </Show>
                  </tr>
                </thead>
                <tbody
                  ref={(element) => (body = element)}
                  class="@max-lg:flex @max-lg:flex-col @max-lg:gap-2"
                  onKeyDown={move}
                >
                  <For each={store.rows}>
                    {(row) => (
                      <TableRow
                        row={row}
                        columns={columns()}
                        dense={props.memory.density() === "dense"}
                        name={props.nameOf(row)}
                        href={props.href?.(row)}
                        onOpen={() => props.onOpen?.(row)}
                        actions={
                          props.actions === undefined ? undefined : () => props.actions?.(row) ?? []
                        }
                        selection={props.selection}
                        current={row.id === props.current}
                        active={row.id === active()}
                        onTouch={() => setTouched(row.id)}
                        onMenu={hold.choose}
                      />
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </div>
        </Show>
      </Show>
    </Show>
  );
}
