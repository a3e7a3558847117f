import { useLocation, useNavigate } from "@solidjs/router";
import UserPlus from "lucide-solid/icons/user-plus";
import { createMemo, createSignal, Show } from "solid-js";
import { listUsers, type UserSummary } from "#contract/admin-user";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-people.ts";
import { t as actionName } from "../../i18n/admin-person-actions.ts";
import { Button } from "../../ui/Button.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import type { PageProps } from "../page.ts";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { ListPage } from "../parts/ListPage.tsx";
import { NothingFound } from "../parts/NothingFound.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { peopleColumns } from "./columns.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { InvitedDialog } from "./InvitedDialog.tsx";
import { PeopleFilters } from "./PeopleFilters.tsx";
import { PeopleStats } from "./PeopleStats.tsx";
import { actionEntry } from "./action-entry.ts";
import { actionsFor } from "./person-actions.ts";
import { type AskedAction, type Invitation, PersonActionDialog } from "./PersonActionDialog.tsx";
import { PersonPanel } from "./PersonPanel.tsx";
import { noFilters, peopleQuery, toEndpoint } from "./query.ts";

/** Everybody with an account here; one person's details beside the list. */
export function UsersPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createUrlQuery(peopleQuery);
  const memory = createTableMemory("people");
  const people = createList(query.values, (now) => call(listUsers, { query: toEndpoint(now) }));
  keepWithinPages(people, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(peopleColumns);
  const [version, setVersion] = createSignal(0);
  const [asked, setAsked] = createSignal<AskedAction | null>(null);
  const [inviting, setInviting] = createSignal(false);
  const [invitation, setInvitation] = createSignal<Invitation | null>(null);

  /** Filters and page stay in the address; the tab goes with the details. */
  const addressOf = (id?: string) => {
    if (id !== undefined) return `/admin/users/${id}${location.search}`;
    const search = new URLSearchParams(location.search);
    search.delete("tab");
    return search.size === 0 ? "/admin/users" : `/admin/users?${search}`;
  };
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const changed = async () => {
    setVersion(version() + 1);
    await people.reload();
  };
  const entries = (person: UserSummary): MenuEntry[] => {
    const actions = actionsFor(person, me()?.id);
    return [
      { label: actionName("open"), run: () => go(person.id) },
      ...(actions.length > 0 ? [null] : []),
      ...actions.map((action) =>
        actionEntry(person, action, {
          label: actionName(action.name),
          danger: action.danger === true,
          run: () => setAsked({ action, person }),
        }),
      ),
    ];
  };

  return (
    <>
      <ListPage
        page="users"
        panel={
          <Show when={props.id}>
            {(id) => (
              <PersonPanel
                id={id()}
                version={version()}
                onClose={() => go()}
                onAsk={(action, person) => setAsked({ action, person })}
                onChanged={people.reload}
              />
            )}
          </Show>
        }
        action={
          <Button kind="primary" onClick={() => setInviting(true)}>
            <UserPlus size={15} aria-hidden="true" />
            {t("invite")}
          </Button>
        }
        top={<PeopleStats figures={people.value()?.statistics} query={query} />}
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-60"
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
          />
        }
        filters={<PeopleFilters query={query} />}
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={people.value()} query={query} />}
      >
        <DataTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          rows={people.value()?.items}
          loading={people.loading()}
          error={people.error()}
          onRetry={() => void people.reload()}
          sorting={{ by: query.values().sort_by, order: query.values().sort_order }}
          onSort={({ by, order }) => query.set({ sort_by: by, sort_order: order })}
          nameOf={(person) => person.name}
          href={(person) => addressOf(person.id)}
          onOpen={(person) => go(person.id)}
          current={props.id}
          actions={entries}
          empty={<NothingFound onClear={() => query.set(noFilters)} />}
        />
      </ListPage>
      <Show when={asked()} keyed>
        {(one) => (
          <PersonActionDialog
            asked={one}
            onClose={() => setAsked(null)}
            onDone={changed}
            onInvited={setInvitation}
          />
        )}
      </Show>
      <Show when={inviting()}>
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInvitation(made);
            void changed();
          }}
        />
      </Show>
      <Show when={invitation()}>
        {(made) => <InvitedDialog invitation={made()} onClose={() => setInvitation(null)} />}
      </Show>
    </>
  );
}
