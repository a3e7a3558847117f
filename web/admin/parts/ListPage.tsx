import { type JSX, Show } from "solid-js";
import { t } from "../../i18n/admin.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import type { PageName } from "../page.ts";
import { PrintedState } from "./PrintedState.tsx";

/**
 * A page of the console: its name and purpose, figures, filters, the list, and the details of a row
 * beside it, which on a narrow screen take its place.
 */
export function ListPage(props: {
  page: PageName;
  action?: JSX.Element;
  top?: JSX.Element;
  search?: JSX.Element;
  /** On a phone one row, pushed sideways, that fades where it goes on; else in columns of one width. */
  filters?: JSX.Element;
  /** Many filters, or a long search: they stand in a row of their own. */
  filtersBelow?: boolean;
  /** What the figures of the list mean. */
  note?: string;
  /** What of the table is shown. */
  view?: JSX.Element;
  footer?: JSX.Element;
  panel?: JSX.Element;
  children: JSX.Element;
}) {
  let page: HTMLDivElement | undefined;
  return (
    <main id="main" class="group/page relative flex h-full min-h-0">
      <div
        ref={(element) => (page = element)}
        class="relative flex min-h-0 min-w-0 flex-1 flex-col gap-3 overflow-y-auto @container px-4 py-4 max-lg:group-has-[[data-side-panel]]/page:hidden"
      >
        <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div class="print-only-this min-w-0 flex-1 basis-52">
            <h1 class="text-xl font-semibold">{t(props.page)}</h1>
            <p class="text-quiet max-sm:text-sm">{t(`${props.page}_text`)}</p>
          </div>
          {props.action}
        </div>
        {props.top}
        <div class="flex flex-wrap items-start gap-2">
          <Show when={props.search}>
            {(search) => (
              <div data-filters class="contents">
                {search()}
              </div>
            )}
          </Show>
          <Show when={props.filters}>
            {(filters) => (
              <div
                role="group"
                data-filters
                aria-label={parts("filters")}
                class="relative -m-1 flex min-w-0 flex-1 items-center gap-2 p-1 max-md:snap-x max-md:scroll-pl-1 max-md:overflow-x-auto max-md:mask-r-from-[calc(100%-2.5rem)] max-md:pr-10 max-md:*:snap-start md:flex-wrap md:@max-6xl:grid md:@max-6xl:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] md:@max-6xl:[&>button]:justify-self-start not-first:@max-6xl:order-last not-first:@max-6xl:basis-full"
                classList={{ "order-last basis-full": props.filtersBelow === true }}
              >
                {filters()}
              </div>
            )}
          </Show>
          <Show when={props.note}>
            {(note) => (
              <p class="flex-1 self-center text-sm text-quiet @max-4xl:order-last @max-4xl:basis-full">
                {note()}
              </p>
            )}
          </Show>
          <div class="ml-auto">{props.view}</div>
        </div>
        <PrintedState of={() => page} />
        <div class="print-only-this print-list min-h-64 shrink grow basis-0 @max-lg:min-h-0 @max-lg:shrink-0 @max-lg:grow-0 @max-lg:basis-auto">
          {props.children}
        </div>
        {props.footer}
      </div>
      {/* Where the details take the list's place, the page keeps its name. */}
      <h1 class="sr-only hidden max-lg:group-has-[[data-side-panel]]/page:block">
        {t(props.page)}
      </h1>
      {props.panel}
    </main>
  );
}
