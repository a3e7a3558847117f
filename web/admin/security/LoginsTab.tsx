import { createMemo, Show } from "solid-js";
import { type AnyLogin, listAllLogins } from "#contract/admin-security";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-security.ts";
import { count } from "../../i18n/format.ts";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { Select } from "../../ui/Select.tsx";
import { TimeRange } from "../logs/TimeRange.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterChip } from "../parts/FilterChip.tsx";
import { ListPage } from "../parts/ListPage.tsx";
import { NothingFound } from "../parts/NothingFound.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { loginColumns } from "./columns.tsx";
import { nameOf } from "./login-words.tsx";
import { noFilters, statuses, toLogins } from "./query.ts";
import type { TabProps } from "./tab-props.ts";

/** SA-035: who is signed in, from where. */
export function LoginsTab(props: TabProps & { onTerminate: (login: AnyLogin) => void }) {
  const { query } = props;
  const memory = createTableMemory("logins");
  const logins = createList(
    () => ({ ...query.values(), version: props.version }),
    (now) => call(listAllLogins, { query: toLogins(now) }),
  );
  keepWithinPages(logins, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(() => loginColumns(props.onTerminate));
  const rows = () => logins.value()?.items;
  const entries = (login: AnyLogin): MenuEntry[] => [
    { label: t("details"), run: () => props.onOpen(login.user.id) },
    {
      label: t("ofUser"),
      run: () => query.set({ ...noFilters, user_id: login.user.id, status: "all" }),
    },
    ...(login.ip_address === null
      ? []
      : [
          {
            label: t("ofAddress"),
            run: () =>
              query.set({ ...noFilters, ip_address: login.ip_address ?? "", status: "all" }),
          },
        ]),
    ...(login.place.country === null
      ? []
      : [
          {
            label: t("ofCountry"),
            run: () =>
              query.set({ ...noFilters, q: `country:${login.place.country}`, status: "all" }),
          },
        ]),
  ];
  return (
    <ListPage
      page="security"
      panel={props.panel}
      top={props.top}
      filtersBelow
      search={
        <div class="flex flex-wrap gap-2">
          <SearchField
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
            class="w-80 max-md:w-full"
          />
          <SearchField
            label={t("ipSearch")}
            value={query.values().ip_address}
            onSearch={(ip_address, how) => query.set({ ip_address }, how)}
            class="w-64 max-md:w-full"
          />
        </div>
      }
      filters={
        <>
          <Select
            label={t("status")}
            hideLabel
            value={query.values().status}
            options={statuses.map((value) => ({
              value,
              label: `${t("status")}: ${t(`status_${value}`)}`,
            }))}
            onChange={(status) => query.set({ status })}
            class="shrink-0"
          />
          <TimeRange
            from={query.values().login_from}
            to={query.values().login_to}
            onChange={({ start_date, end_date }) =>
              query.set({
                ...(start_date === undefined ? {} : { login_from: start_date }),
                ...(end_date === undefined ? {} : { login_to: end_date }),
              })
            }
          />
          <Show when={query.values().user_id !== ""}>
            <FilterChip
              label={`${t("user")}: ${rows()?.map(({ user }) => nameOf(user))[0] ?? query.values().user_id.slice(0, 8)}`}
              on
              onChange={() => query.set({ user_id: "" })}
            />
          </Show>
        </>
      }
      view={<ViewOptions columns={columns()} memory={memory} />}
      footer={
        <>
          <Show when={logins.value()?.total_is_estimate && logins.value()}>
            {(list) => (
              <p class="text-sm text-quiet">{t("atLeast", { count: count(list().total) })}</p>
            )}
          </Show>
          <ListPager list={logins.value()} query={query} />
        </>
      }
    >
      <DataTable
        label={t("logins")}
        columns={columns()}
        memory={memory}
        rows={rows()}
        loading={logins.loading()}
        error={logins.error()}
        onRetry={() => void logins.reload()}
        nameOf={(login) => `${nameOf(login.user)} · ${login.ip_address ?? ""}`}
        href={(login) => props.addressOf(login.user.id)}
        onOpen={(login) => props.onOpen(login.user.id)}
        actions={entries}
        empty={<NothingFound onClear={() => query.set(noFilters)} />}
      />
    </ListPage>
  );
}
