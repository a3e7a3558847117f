import { useLocation, useNavigate } from "@solidjs/router";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createMemo, createSignal, Match, Switch } from "solid-js";
import { type AuditRecord, exportAudit, listAudit, tailAudit } from "#contract/admin-audit";
import { auditFields, parseLogQuery } from "#contract/log-query";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-audit.ts";
import { Button } from "../../ui/Button.tsx";
import { createLiveTail } from "../logs/create-live-tail.ts";
import { createLogList } from "../logs/create-log-list.ts";
import { createLogQuery, given } from "../logs/log-query.ts";
import { LogPage } from "../logs/LogPage.tsx";
import type { PageProps } from "../page.ts";
import { SidePanel } from "../parts/SidePanel.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
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
    <LogPage
      page="audit"
      words={{ tabs: t("tabs"), list: t("list"), hint: t("hint") }}
      tabs={auditTabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
      tab={now().tab}
      onTab={(tab) => query.set({ tab })}
      fields={auditFields}
      query={query}
      onClear={() => query.set(noFilters)}
      filters={<AuditFilters query={query} />}
      columns={columns()}
      memory={memory}
      list={list}
      watch={{ tail, on: live(), can: canWatch(), onChange: setLive }}
      sorting={{ by: "created_at", order: now().sort_order }}
      onSort={({ order }) => query.set({ sort_order: order })}
      exported={exportAudit}
      exportQuery={filtersOf(now())}
      action={
        <Button onClick={() => go(check)}>
          <ShieldCheck size={15} aria-hidden="true" />
          {t("openCheck")}
        </Button>
      }
      addressOf={addressOf}
      onOpen={go}
      current={props.id}
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
    />
  );
}
