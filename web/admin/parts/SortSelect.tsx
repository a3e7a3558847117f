import { Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { Select } from "../../ui/Select.tsx";
import type { Column, Sorting } from "./column.ts";

const orders = ["asc", "desc"] as const;

/** What the heads of the columns do: where there are none, and where it is one of the filters. */
export function SortSelect<Row, Sort extends string>(props: {
  columns: readonly Column<Row, Sort>[];
  sorting: Sorting<Sort>;
  onSort: ((sorting: Sorting<Sort>) => void) | undefined;
  /** Among the filters of a page each choice says what it chooses; on cards the table has its own. */
  amongFilters?: boolean;
}) {
  const labelOf = (text: string) =>
    props.amongFilters === true ? `${t("sortBy")}: ${text}` : text;
  const choices = () =>
    props.columns.flatMap(({ sort, label }) =>
      sort === undefined
        ? []
        : orders.map((order) => ({
            value: `${sort} ${order}`,
            label: labelOf(t(`sort_${order}`, { column: label })),
            sorting: { by: sort, order },
          })),
    );
  return (
    <Show when={choices().length > 2}>
      <Select
        class={
          props.amongFilters === true ? "shrink-0 @max-lg:hidden md:@max-6xl:col-span-2" : "ml-auto"
        }
        label={t("sortBy")}
        hideLabel
        value={`${props.sorting.by} ${props.sorting.order}`}
        options={choices()}
        onChange={(value) => {
          const chosen = choices().find((one) => one.value === value);
          if (chosen !== undefined) props.onSort?.(chosen.sorting);
        }}
      />
    </Show>
  );
}
