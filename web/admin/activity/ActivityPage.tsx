import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, createUniqueId, Show } from "solid-js";
import {
  type Activity,
  exportActivity,
  listActivity,
  tailActivity,
} from "#contract/admin-activity";
import { activityFields, parseLogQuery } from "#contract/log-query";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-activity.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import { createLiveTail } from "../logs/create-live-tail.ts";
import { createLogList } from "../logs/create-log-list.ts";
import { ExportMenu } from "../logs/ExportMenu.tsx";
import { LiveButton } from "../logs/LiveButton.tsx";
import { createLogQuery, given } from "../logs/log-query.ts";
import { LogPager } from "../logs/LogPager.tsx";
import { LogTable } from "../logs/LogTable.tsx";
import { QueryBox } from "../logs/QueryBox.tsx";
import { SavedViews } from "../logs/SavedViews.tsx";
import type { PageProps } from "../page.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { ActivityFilters } from "./ActivityFilters.tsx";
import { ActivityPanel } from "./ActivityPanel.tsx";
import { activityColumns } from "./columns.tsx";
import { activitySpec, activityTabs, filtersOf, noFilters } from "./query.ts";

/** Every request to the API (SA-001 to SA-006), one request's details beside the list. */
export function ActivityPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createLogQuery(activitySpec);
  const memory = createTableMemory("activity");
  const panel = createUniqueId();
  const [live, setLive] = createSignal(false);
  const now = () => query.values();

  const asked = createMemo(() =>
    parseLogQuery(activityFields, now().q).problems.length > 0 ? null : now(),
  );
  const list = createLogList(asked, (query, { limit, cursor, signal }) =>
    call(listActivity, {
      query: {
        ...filtersOf(query),
        ...given({ cursor: cursor ?? "" }),
        sort_by: query.sort_by,
        sort_order: query.sort_order,
        limit: String(limit),
      },
      signal,
    }),
  );
  /** New rows come at the top of the newest first page, nowhere else. */
  const canWatch = () =>
    now().cursor === "" && now().sort_by === "created_at" && now().sort_order === "desc";
  const tail = createLiveTail<Activity>(
    () => live() && canWatch(),
    list.tail,
    (cursor, signal) =>
      call(tailActivity, {
        query: { ...filtersOf(now()), cursor },
        signal,
        background: true,
      }),
    list.reload,
  );

  const addressOf = (id?: string) =>
    `/admin/activity${id === undefined ? "" : `/${id}`}${location.search}`;
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const columns = createMemo(() => activityColumns((row) => go(row.id)));

  return (
    <ListPage
      page="activity"
      panel={
        <Show when={props.id}>{(id) => <ActivityPanel id={id()} onClose={() => go()} />}</Show>
      }
      action={<ExportMenu of={exportActivity} query={filtersOf(now())} />}
      top={
        <Tabs
          class="-mb-1 border-b border-line"
          label={t("tabs")}
          value={now().tab}
          items={activityTabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
          onChange={(tab) => query.set({ tab })}
          panel={() => panel}
        />
      }
      search={
        <QueryBox
          fields={activityFields}
          hint={t("hint")}
          value={now().q}
          onSearch={(q) => query.set({ q })}
        />
      }
      filtersBelow
      filters={<ActivityFilters query={query} />}
      view={
        <div class="flex flex-wrap gap-2">
          <Show when={canWatch()}>
            <LiveButton on={live()} tail={tail} onChange={setLive} />
          </Show>
          <SavedViews page="activity" />
          <ViewOptions columns={columns()} memory={memory} />
        </div>
      }
      footer={
        <LogPager
          list={list}
          limit={now().limit}
          first={now().cursor === ""}
          onGo={(place) => query.set(place)}
          onLimit={(limit) => query.set({ limit })}
        />
      }
    >
      <div id={panel} role="tabpanel" aria-label={t(`tab_${now().tab}`)} class="h-full">
        <LogTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          list={list}
          tail={tail}
          sorting={{ by: now().sort_by, order: now().sort_order }}
          onSort={({ by, order }) => query.set({ sort_by: by, sort_order: order })}
          addressOf={addressOf}
          onOpen={go}
          current={props.id}
          onClear={() => query.set(noFilters)}
        />
      </div>
    </ListPage>
  );
}
