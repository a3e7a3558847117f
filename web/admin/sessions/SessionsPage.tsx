import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import { type AnySession, listAllSessions } from "#contract/admin-session";
import { isAlone } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-sessions.ts";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { type AskedContent, OpenContentDialog } from "../content/OpenContentDialog.tsx";
import { isThere, type PageProps } from "../page.ts";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { isLastingOnes, lastingEntry } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { NothingFound } from "../parts/NothingFound.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { Stat } from "../parts/Stat.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { sessionColumns } from "./columns.tsx";
import { filtersAre, noFilters, type SessionsQuery, sessionsQuery, toEndpoint } from "./query.ts";
import { actionsFor } from "./session-actions.ts";
import { type AskedSession, SessionActionDialog } from "./SessionActionDialog.tsx";
import { SessionFilters } from "./SessionFilters.tsx";
import { SessionPanel } from "./SessionPanel.tsx";

const cards: readonly {
  readonly of: "total" | "running" | "waiting" | "bypass";
  readonly filters: Partial<SessionsQuery>;
}[] = [
  { of: "total", filters: {} },
  { of: "running", filters: { run: "running" } },
  { of: "waiting", filters: { run: "waiting" } },
  { of: "bypass", filters: { mode: "bypass" } },
];

/** Everybody's chat sessions (U-015), one session's details beside the list. */
export function SessionsPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createUrlQuery(sessionsQuery);
  const memory = createTableMemory("sessions");
  const sessions = createList(query.values, (now) =>
    call(listAllSessions, { query: toEndpoint(now) }),
  );
  keepWithinPages(sessions, (page) => query.set({ page }, { replace: true }));
  const rows = () => sessions.value()?.items;
  const columns = createMemo(sessionColumns);
  const [version, setVersion] = createSignal(0);
  const [asked, setAsked] = createSignal<AskedSession | null>(null);
  const [reading, setReading] = createSignal<AskedContent | null>(null);

  const addressOf = (id?: string) =>
    `/admin/sessions${id === undefined ? "" : `/${id}`}${location.search}`;
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const changed = async () => {
    setVersion(version() + 1);
    await sessions.reload();
  };
  const nameOf = (session: AnySession) => `${session.user.name} · ${session.project.name}`;
  const read = (session: AnySession) =>
    setReading({
      type: "SESSION",
      id: session.id,
      name: session.project.name,
      owner: session.user.name,
    });
  const entries = (session: AnySession): MenuEntry[] => [
    { label: t("open"), run: () => go(session.id) },
    { label: t("ofUser"), run: () => query.set({ ...noFilters, user_id: session.user.id }) },
    ...(isThere("content", isAlone())
      ? [lastingEntry({ label: `${t("read")}…`, run: () => read(session) })]
      : []),
    null,
    ...actionsFor(session).map((action) => {
      const run = () => setAsked({ action, session });
      const entry = { label: t(action), danger: action !== "restore", run };
      return isLastingOnes(session.user) ? lastingEntry(entry) : entry;
    }),
  ];

  return (
    <>
      <ListPage
        page="sessions"
        panel={
          <Show when={props.id}>
            {(id) => (
              <SessionPanel id={id()} version={version()} onClose={() => go()} onRead={read} />
            )}
          </Show>
        }
        top={
          <div class="grid grid-cols-2 gap-2 @lg:grid-cols-4">
            <For each={cards}>
              {(card) => (
                <Stat
                  label={t(`stat_${card.of}`)}
                  value={sessions.value()?.statistics[card.of]}
                  on={filtersAre(query.values(), card.filters)}
                  {...(card.of === "bypass" ? { tone: "warn" } : {})}
                  onPress={() => query.set({ ...noFilters, ...card.filters })}
                />
              )}
            </For>
          </div>
        }
        filters={<SessionFilters query={query} project={rows()?.[0]?.project.name} />}
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={sessions.value()} query={query} />}
      >
        <DataTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          rows={rows()}
          loading={sessions.loading()}
          error={sessions.error()}
          onRetry={() => void sessions.reload()}
          sorting={{ by: query.values().sort_by, order: query.values().sort_order }}
          onSort={({ by, order }) => query.set({ sort_by: by, sort_order: order })}
          nameOf={nameOf}
          href={(session) => addressOf(session.id)}
          onOpen={(session) => go(session.id)}
          current={props.id}
          actions={entries}
          empty={<NothingFound onClear={() => query.set(noFilters)} />}
        />
      </ListPage>
      <Show when={asked()} keyed>
        {(one) => (
          <SessionActionDialog asked={one} onClose={() => setAsked(null)} onDone={changed} />
        )}
      </Show>
      <Show when={reading()} keyed>
        {(one) => <OpenContentDialog asked={one} onClose={() => setReading(null)} />}
      </Show>
    </>
  );
}
