import { useLocation, useNavigate } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { type AnyLogin, listAllLogins } from "#contract/admin-security";
import { siteDay } from "../../app/site-time.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-security.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import type { PageProps } from "../page.ts";
import { createList } from "../parts/create-list.ts";
import { Stat } from "../parts/Stat.tsx";
import { createUrlQuery } from "../parts/url-query.ts";
import { FindingsTab } from "./FindingsTab.tsx";
import { LoginsTab } from "./LoginsTab.tsx";
import { PersonLogins } from "./PersonLogins.tsx";
import { noFilters, securityQuery, tabs } from "./query.ts";
import { TerminateDialog } from "./TerminateDialog.tsx";
import { ViolationsTab } from "./ViolationsTab.tsx";

/** A-220: who is signed in, what looks wrong, who broke the rules; a person's sign-ins beside it. */
export function SecurityPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createUrlQuery(securityQuery);
  const [version, setVersion] = createSignal(0);
  const [asked, setAsked] = createSignal<AnyLogin | null>(null);
  const figures = createList(
    () => ({ version: version() }),
    async () => (await call(listAllLogins, { query: { limit: "1" } })).statistics,
  );
  const addressOf = (id?: string) =>
    `/admin/security${id === undefined ? "" : `/${id}`}${location.search}`;
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const changed = async () => void setVersion(version() + 1);
  const now = () => query.values();
  const isToday = () => now().tab === "logins" && now().login_from === siteDay();

  const top = () => (
    <>
      <div class="grid grid-cols-3 gap-2">
        <Stat
          label={t("stat_active")}
          value={figures.value()?.active_sessions}
          on={now().tab === "logins" && now().status === "active" && !isToday()}
          onPress={() => query.set({ ...noFilters, tab: "logins" })}
        />
        <Stat
          label={t("stat_today")}
          value={figures.value()?.logins_today}
          on={isToday()}
          onPress={() =>
            query.set({ ...noFilters, tab: "logins", status: "all", login_from: siteDay() })
          }
        />
        <Stat
          label={t("stat_suspicious")}
          value={figures.value()?.suspicious}
          on={now().tab === "findings"}
          tone="warn"
          onPress={() => query.set({ ...noFilters, tab: "findings" })}
        />
      </div>
      <Tabs
        label={t("tabs")}
        value={now().tab}
        items={tabs.map((value) => ({ value, label: t(`tab_${value}`) }))}
        onChange={(tab) => query.set({ ...noFilters, tab })}
        panel={() => "main"}
        class="shrink-0 overflow-x-auto border-b border-line"
      />
    </>
  );
  const shared = {
    query,
    addressOf,
    onOpen: go,
    onChanged: changed,
    get version() {
      return version();
    },
    get top() {
      return top();
    },
    get panel() {
      return (
        <Show when={props.id}>
          {(id) => (
            <PersonLogins
              id={id()}
              version={version()}
              onClose={() => go()}
              onTerminate={setAsked}
              onChanged={changed}
            />
          )}
        </Show>
      );
    },
  };
  return (
    <>
      <Switch>
        <Match when={now().tab === "logins"}>
          <LoginsTab {...shared} onTerminate={setAsked} />
        </Match>
        <Match when={now().tab === "findings"}>
          <FindingsTab {...shared} />
        </Match>
        <Match when={now().tab === "violations"}>
          <ViolationsTab {...shared} />
        </Match>
      </Switch>
      <Show when={asked()} keyed>
        {(login) => (
          <TerminateDialog login={login} onClose={() => setAsked(null)} onDone={changed} />
        )}
      </Show>
    </>
  );
}
