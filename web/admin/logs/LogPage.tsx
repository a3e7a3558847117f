import { createUniqueId, type JSX, Show } from "solid-js";
import type { Endpoint } from "#contract/endpoint";
import type { QueryFields } from "#contract/log-query";
import { type TabItem, Tabs } from "../../ui/Tabs.tsx";
import type { Column, Sorting } from "../parts/column.ts";
import { ListPage } from "../parts/ListPage.tsx";
import type { TableMemory } from "../parts/table-memory.ts";
import type { UrlQuery } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import type { LiveTail } from "./create-live-tail.ts";
import type { LogList } from "./create-log-list.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { LiveButton } from "./LiveButton.tsx";
import type { LogFilters } from "./log-query.ts";
import { LogPager } from "./LogPager.tsx";
import { LogTable } from "./LogTable.tsx";
import { QueryBox } from "./QueryBox.tsx";
import type { LogField } from "./QueryHelp.tsx";
import { SavedViews } from "./SavedViews.tsx";

export interface Watch<Row> {
  readonly tail: LiveTail<Row>;
  readonly on: boolean;
  /** Whether new rows would come at the top of what is shown. */
  readonly can: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A log: its tabs, search and filters, what is written while one watches, and one row's details. */
export function LogPage<
  Row extends { readonly id: string; readonly created_at: string },
  Field extends LogField,
  Tab extends string,
  Sort extends string,
>(props: {
  page: "activity" | "audit";
  words: { readonly tabs: string; readonly list: string; readonly hint: string };
  tabs: readonly TabItem<Tab>[];
  tab: Tab;
  onTab: (tab: Tab) => void;
  fields: QueryFields<Field>;
  query: UrlQuery<LogFilters>;
  onClear: () => void;
  filters: JSX.Element;
  columns: readonly Column<Row, Sort>[];
  memory: TableMemory;
  list: LogList<Row>;
  watch: Watch<Row>;
  sorting: Sorting<Sort>;
  onSort: (sorting: Sorting<Sort>) => void;
  exported: Endpoint;
  /** What the export is asked for: exactly what is filtered. */
  exportQuery: Readonly<Record<string, unknown>>;
  /** What else can be done with the whole log. */
  action?: JSX.Element;
  addressOf: (id: string) => string;
  onOpen: (id: string) => void;
  current: string | undefined;
  panel: JSX.Element;
}) {
  const panel = createUniqueId();
  const now = () => props.query.values();
  return (
    <ListPage
      page={props.page}
      panel={props.panel}
      action={
        <div class="flex flex-wrap gap-2">
          {props.action}
          <ExportMenu of={props.exported} query={props.exportQuery} />
        </div>
      }
      top={
        <Tabs
          class="-mb-1 border-b border-line"
          label={props.words.tabs}
          value={props.tab}
          items={props.tabs}
          onChange={props.onTab}
          panel={() => panel}
        />
      }
      search={
        <QueryBox
          fields={props.fields}
          hint={props.words.hint}
          value={now().q}
          onSearch={(q) => props.query.set({ q })}
        />
      }
      filtersBelow
      filters={props.filters}
      view={
        <div class="flex flex-wrap gap-2">
          <Show when={props.watch.can}>
            <LiveButton
              on={props.watch.on}
              tail={props.watch.tail}
              onChange={props.watch.onChange}
            />
          </Show>
          <SavedViews page={props.page} />
          <ViewOptions columns={props.columns} memory={props.memory} />
        </div>
      }
      footer={
        <LogPager
          list={props.list}
          limit={now().limit}
          first={now().cursor === ""}
          onGo={(place) => props.query.set(place)}
          onLimit={(limit) => props.query.set({ limit })}
        />
      }
    >
      <div
        id={panel}
        role="tabpanel"
        aria-label={props.tabs.find((one) => one.value === props.tab)?.label}
        class="h-full"
      >
        <LogTable
          label={props.words.list}
          columns={props.columns}
          memory={props.memory}
          list={props.list}
          tail={props.watch.tail}
          sorting={props.sorting}
          onSort={props.onSort}
          addressOf={props.addressOf}
          onOpen={props.onOpen}
          current={props.current}
          onClear={props.onClear}
        />
      </div>
    </ListPage>
  );
}
