import SearchX from "lucide-solid/icons/search-x";
import { createEffect, on, onCleanup, onMount } from "solid-js";
import { t as logs } from "../../i18n/admin-logs.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { dateTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { Column, Sorting } from "../parts/column.ts";
import { DataTable } from "../parts/DataTable.tsx";
import type { TableMemory } from "../parts/table-memory.ts";
import type { LiveTail } from "./create-live-tail.ts";
import type { LogList } from "./create-log-list.ts";
import { isAway, toTop } from "./list-top.ts";

interface LogRow {
  readonly id: string;
  readonly created_at: string;
}

/** The rows of a log; those of the live tail above them, which pauses under the reader's hand and away from its top. */
export function LogTable<Row extends LogRow, Sort extends string>(props: {
  label: string;
  columns: readonly Column<Row, Sort>[];
  memory: TableMemory;
  list: LogList<Row>;
  tail: LiveTail<Row>;
  sorting?: Sorting<Sort>;
  onSort?: (sorting: Sorting<Sort>) => void;
  addressOf: (id: string) => string;
  onOpen: (id: string) => void;
  current: string | undefined;
  onClear: () => void;
}) {
  let root: HTMLDivElement | undefined;
  const scroll = ({ target }: Event) => {
    const away = root !== undefined && target instanceof Element ? isAway(root, target) : null;
    if (away !== null) props.tail.hold("scrolled", away);
  };
  // Where rows are cards, the page around the list scrolls.
  onMount(() => document.addEventListener("scroll", scroll, { capture: true, passive: true }));
  onCleanup(() => document.removeEventListener("scroll", scroll, { capture: true }));
  createEffect(
    on(
      () => props.tail.resumed(),
      () => root !== undefined && toTop(root),
      { defer: true },
    ),
  );
  const rows = () => {
    const listed = props.list.rows();
    if (listed === undefined) return undefined;
    const fresh = props.tail.rows();
    if (fresh.length === 0) return listed;
    const known = new Set(fresh.map((row) => row.id));
    return [...fresh, ...listed.filter((row) => !known.has(row.id))];
  };
  const emptyTitle = () => {
    const search = props.list.search();
    return search === null ? "emptyTitle" : search.going ? "emptyYet" : "emptySoFar";
  };
  return (
    <div
      class="h-full"
      ref={(element) => (root = element)}
      onPointerEnter={() => props.tail.hold("pointed", true)}
      onPointerLeave={() => props.tail.hold("pointed", false)}
    >
      <DataTable
        label={props.label}
        columns={props.columns}
        memory={props.memory}
        rows={rows()}
        loading={props.list.loading()}
        error={props.list.error()}
        onRetry={props.list.reload}
        sorting={props.sorting}
        onSort={props.onSort}
        nameOf={(row) => dateTime(row.created_at)}
        href={(row) => props.addressOf(row.id)}
        onOpen={(row) => props.onOpen(row.id)}
        current={props.current}
        empty={
          <EmptyState
            title={logs(emptyTitle())}
            text={props.list.search() === null ? parts("nothingText") : undefined}
            icon={<SearchX size={28} />}
          >
            <Button onClick={() => props.onClear()}>{parts("clear")}</Button>
          </EmptyState>
        }
      />
    </div>
  );
}
