import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import {
  type Activity,
  exportActivity,
  listActivity,
  tailActivity,
} from "#contract/admin-activity";
import { activityFields, parseLogQuery } from "#contract/log-query";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-activity.ts";
import { createLiveTail } from "../logs/create-live-tail.ts";
import { createLogList } from "../logs/create-log-list.ts";
import { createLogQuery, given } from "../logs/log-query.ts";
import { LogPage } from "../logs/LogPage.tsx";
import type { PageProps } from "../page.ts";
import { createTableMemory } from "../parts/table-memory.ts";
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
    <LogPage
      page="activity"
      words={{ tabs: t("tabs"), list: t("list"), hint: t("hint") }}
      tabs={activityTabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
      tab={now().tab}
      onTab={(tab) => query.set({ tab })}
      fields={activityFields}
      query={query}
      onClear={() => query.set(noFilters)}
      filters={<ActivityFilters query={query} />}
      columns={columns()}
      memory={memory}
      list={list}
      watch={{ tail, on: live(), can: canWatch(), onChange: setLive }}
      sorting={{ by: now().sort_by, order: now().sort_order }}
      onSort={({ by, order }) => query.set({ sort_by: by, sort_order: order })}
      exported={exportActivity}
      exportQuery={filtersOf(now())}
      addressOf={addressOf}
      onOpen={go}
      current={props.id}
      panel={
        <Show when={props.id}>{(id) => <ActivityPanel id={id()} onClose={() => go()} />}</Show>
      }
    />
  );
}
