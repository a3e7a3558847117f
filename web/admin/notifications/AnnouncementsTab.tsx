import Megaphone from "lucide-solid/icons/megaphone";
import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import {
  type Announcement,
  AnnouncementState,
  AnnouncementType,
  deleteAnnouncement,
  listAnnouncements,
} from "#contract/announcement";
import { readAnnouncements } from "../../announcements/watch.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-announcements.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { ListPage } from "../parts/ListPage.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import {
  choiceParam,
  createUrlQuery,
  numberParam,
  textParam,
  withFallback,
} from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { announcementColumns } from "./announcement-columns.tsx";
import { AnnouncementDialog } from "./AnnouncementDialog.tsx";

/** What is announced, was and will be (SA-033). */
export function AnnouncementsTab(props: { tabs: JSX.Element; panel: string }) {
  const query = createUrlQuery({
    q: textParam(),
    state: choiceParam(AnnouncementState.options),
    type: choiceParam(AnnouncementType.options),
    page: withFallback(numberParam(1, 1_000_000), 1),
    limit: withFallback(numberParam(1, 100), 25),
  });
  const memory = createTableMemory("announcements");
  const list = createList(query.values, ({ q, state, type, page, limit }) =>
    call(listAnnouncements, {
      query: {
        page: String(page),
        limit: String(limit),
        ...(q === "" ? {} : { q }),
        ...(state === undefined ? {} : { state }),
        ...(type === undefined ? {} : { announcement_type: type }),
      },
    }),
  );
  keepWithinPages(list, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(announcementColumns);
  const [editing, setEditing] = createSignal<{ readonly from: Announcement | null }>();
  const [deleting, setDeleting] = createSignal<Announcement>();
  const changed = async () => void (await Promise.all([list.reload(), readAnnouncements()]));
  const remove = async ({ id, title }: Announcement) => {
    await call(deleteAnnouncement, { param: { id } });
    toast({ tone: "good", text: t("deleted", { title }) });
    await changed();
  };
  return (
    <>
      <ListPage
        page="notifications"
        top={props.tabs}
        action={
          <Button kind="primary" onClick={() => setEditing({ from: null })}>
            <Plus size={15} aria-hidden="true" />
            {t("add")}
          </Button>
        }
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-64"
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
          />
        }
        filters={
          <>
            <FilterSelect
              label={t("status")}
              value={query.values().state}
              options={AnnouncementState.options.map((value) => ({ value, label: t(value) }))}
              onChange={(state) => query.set({ state })}
            />
            <FilterSelect
              label={t("type")}
              value={query.values().type}
              options={AnnouncementType.options.map((value) => ({ value, label: t(value) }))}
              onChange={(type) => query.set({ type })}
            />
          </>
        }
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={list.value()} query={query} />}
      >
        <div id={props.panel} role="tabpanel" aria-label={t("list")} class="h-full">
          <DataTable
            label={t("list")}
            columns={columns()}
            memory={memory}
            rows={list.value()?.items}
            loading={list.loading()}
            error={list.error()}
            onRetry={() => void list.reload()}
            nameOf={(one) => one.title}
            actions={(one) => [
              { label: t("edit"), run: () => setEditing({ from: one }) },
              null,
              { label: t("delete"), danger: true, run: () => setDeleting(one) },
            ]}
            empty={
              <EmptyState
                title={t("emptyTitle")}
                text={t("emptyText")}
                icon={<Megaphone size={28} />}
              />
            }
          />
        </div>
      </ListPage>
      <Show when={editing()} keyed>
        {({ from }) => (
          <AnnouncementDialog from={from} onClose={() => setEditing(undefined)} onDone={changed} />
        )}
      </Show>
      <Show when={deleting()} keyed>
        {(one) => (
          <ConfirmAction
            onClose={() => setDeleting(undefined)}
            title={t("deleteTitle", { title: one.title })}
            text={t("deleteText")}
            undo={t("deleteUndo")}
            action={t("delete")}
            danger
            onConfirm={() => remove(one)}
          />
        )}
      </Show>
    </>
  );
}
