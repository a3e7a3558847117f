import { useLocation, useNavigate } from "@solidjs/router";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createMemo, createSignal, createUniqueId, Match, Show, Switch } from "solid-js";
import { type AuditRecord, exportAudit, listAudit, tailAudit } from "#contract/admin-audit";
import { auditFields, parseLogQuery } from "#contract/log-query";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-audit.ts";
import { Button } from "../../ui/Button.tsx";
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
import { SidePanel } from "../parts/SidePanel.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditPanel } from "./AuditPanel.tsx";
import { ChainCheck } from "./ChainCheck.tsx";
import { auditColumns } from "./columns.tsx";
import { auditSpec, auditTabs, filtersOf, noFilters } from "./query.ts";

/** The address of the check, in the place of a record's id. */
const check = "verify";

/** The audit log (SA-012 to SA-016), one record's details, or the check of the chain, beside the list. */
export function AuditPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createLogQuery(auditSpec);
  const memory = createTableMemory("audit");
  const panel = createUniqueId();
  const [live, setLive] = createSignal(false);
  const now = () => query.values();

  const asked = createMemo(() =>
    parseLogQuery(auditFields, now().q).problems.length > 0 ? null : now(),
  );
  const list = createLogList(asked, (query, { limit, cursor, signal }) =>
    call(listAudit, {
      query: {
        ...filtersOf(query),
        ...given({ cursor: cursor ?? "" }),
        sort_order: query.sort_order,
        limit: String(limit),
      },
      signal,
    }),
  );
  const canWatch = () => now().cursor === "" && now().sort_order === "desc";
  const tail = createLiveTail<AuditRecord>(
    () => live() && canWatch(),
    list.tail,
    (cursor, signal) =>
      call(tailAudit, { query: { ...filtersOf(now()), cursor }, signal, background: true }),
    list.reload,
  );

  const addressOf = (id?: string) =>
    `/admin/audit${id === undefined ? "" : `/${id}`}${location.search}`;
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const columns = createMemo(() => auditColumns((row) => go(row.id)));

  return (
    <ListPage
      page="audit"
      panel={
        <Switch>
          <Match when={props.id === check}>
            <SidePanel of={check} title={t("openCheck")} onClose={() => go()}>
              <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4" tabIndex={0}>
                <ChainCheck />
              </div>
            </SidePanel>
          </Match>
          <Match when={props.id}>{(id) => <AuditPanel id={id()} onClose={() => go()} />}</Match>
        </Switch>
      }
      action={
        <div class="flex flex-wrap gap-2">
          <Button onClick={() => go(check)}>
            <ShieldCheck size={15} aria-hidden="true" />
            {t("openCheck")}
          </Button>
          <ExportMenu of={exportAudit} query={filtersOf(now())} />
        </div>
      }
      top={
        <Tabs
          class="-mb-1 border-b border-line"
          label={t("tabs")}
          value={now().tab}
          items={auditTabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
          onChange={(tab) => query.set({ tab })}
          panel={() => panel}
        />
      }
      search={
        <QueryBox
          fields={auditFields}
          hint={t("hint")}
          value={now().q}
          onSearch={(q) => query.set({ q })}
        />
      }
      filtersBelow
      filters={<AuditFilters query={query} />}
      view={
        <div class="flex flex-wrap gap-2">
          <Show when={canWatch()}>
            <LiveButton on={live()} tail={tail} onChange={setLive} />
          </Show>
          <SavedViews page="audit" />
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
          sorting={{ by: "created_at", order: now().sort_order }}
          onSort={({ order }) => query.set({ sort_order: order })}
          addressOf={addressOf}
          onOpen={go}
          current={props.id}
          onClear={() => query.set(noFilters)}
        />
      </div>
    </ListPage>
  );
}
