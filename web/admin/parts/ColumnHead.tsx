import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { Match, Show, Switch } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { type Column, nextSorting, spareClass, type Sorting } from "./column.ts";

export function ColumnHead<Row, Sort extends string>(props: {
  column: Column<Row, Sort>;
  pinned: boolean;
  sorting: Sorting<Sort> | undefined;
  onSort: ((sorting: Sorting<Sort>) => void) | undefined;
}) {
  const order = () =>
    props.column.sort !== undefined && props.sorting?.by === props.column.sort
      ? props.sorting.order
      : undefined;
  const name = () => {
    const by = { asc: "sortedUp", desc: "sortedDown", none: "unsorted" } as const;
    return t(by[order() ?? "none"], { column: props.column.label });
  };
  const press = () => {
    const next = props.sorting === undefined ? null : nextSorting(props.column, props.sorting);
    if (next !== null) props.onSort?.(next);
  };
  return (
    <th
      scope="col"
      aria-sort={order() === undefined ? undefined : order() === "asc" ? "ascending" : "descending"}
      class="sticky top-0 z-10 h-9 border-b border-line bg-sunken px-3 text-left font-medium whitespace-nowrap text-quiet"
      classList={{
        "text-right!": props.column.numeric === true,
        "left-0 z-20": props.pinned,
        [spareClass]: props.column.spare === true,
      }}
    >
      <Show when={props.column.sort !== undefined && props.onSort} fallback={props.column.label}>
        <button
          type="button"
          aria-label={name()}
          title={name()}
          class="-mx-1.5 inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-line hover:text-ink pointer-coarse:h-10"
          classList={{ "text-ink": order() !== undefined }}
          onClick={press}
        >
          {props.column.label}
          <Switch fallback={<ChevronsUpDown size={13} class="opacity-60" aria-hidden="true" />}>
            <Match when={order() === "asc"}>
              <ArrowUp size={13} aria-hidden="true" />
            </Match>
            <Match when={order() === "desc"}>
              <ArrowDown size={13} aria-hidden="true" />
            </Match>
          </Switch>
        </button>
      </Show>
    </th>
  );
}
