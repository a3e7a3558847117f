import FileQuestion from "lucide-solid/icons/file-question-mark";
import Search from "lucide-solid/icons/search";
import Trash from "lucide-solid/icons/trash";
import { createMemo, createSignal, Show } from "solid-js";
import {
  deleteOrphans,
  listOrphans,
  mostOrphans,
  type Orphan,
  searchOrphans,
} from "#contract/admin-data";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-data.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { bytes, dayAndTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import type { Column } from "../parts/column.ts";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { lastingOnly } from "../parts/lasting.ts";
import { ListPager } from "../parts/ListPager.tsx";
import { createSelection, elsewhere } from "../parts/selection.ts";
import { SelectionBar } from "../parts/SelectionBar.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery, numberParam, withFallback } from "../parts/url-query.ts";
import { RelativeTime } from "../parts/values.tsx";

const columns = (): Column<Orphan>[] => [
  {
    key: "file",
    label: t("file"),
    cell: (file) => (
      <span class="block truncate font-mono text-xs" title={file.file_path}>
        {file.file_name}
      </span>
    ),
  },
  { key: "size", label: t("fileSize"), numeric: true, cell: (file) => bytes(file.size_bytes) },
  { key: "created", label: t("created"), cell: (file) => <RelativeTime at={file.created_at} /> },
  {
    key: "project",
    label: t("project"),
    cell: (file) => (
      <span title={file.original_project_id ?? ""}>
        {file.original_project_name ?? t("unknownProject")}
      </span>
    ),
  },
  { key: "kind", label: t("kind"), cell: (file) => file.mime_type },
];

/** SA-038: stored data that belongs to nothing, found and named. */
export function OrphansTab(props: { onJob: (id: string) => void }) {
  const query = createUrlQuery({
    page: withFallback(numberParam(1, 1_000_000), 1),
    limit: withFallback(numberParam(1, 100), 50),
  });
  const memory = createTableMemory("orphans");
  const orphans = createList(query.values, ({ page, limit }) =>
    call(listOrphans, { query: { page: String(page), limit: String(limit) } }),
  );
  keepWithinPages(orphans, (page) => query.set({ page }, { replace: true }));
  const rows = () => orphans.value()?.items;
  const selection = createSelection(() => rows() ?? []);
  const shown = createMemo(columns);
  const [asking, setAsking] = createSignal<"some" | "all" | null>(null);
  const search = createAction(async () =>
    props.onJob((await call(searchOrphans, { json: {} })).job_id),
  );
  const chosen = () =>
    asking() === "all"
      ? { count: orphans.value()?.total ?? 0, size: orphans.value()?.total_size_display ?? "" }
      : {
          count: selection.ids().length,
          size: bytes(selection.rows().reduce((sum, row) => sum + row.size_bytes, 0)),
        };
  const remove = async () => {
    const json = asking() === "all" ? { delete_all: true } : { file_ids: [...selection.ids()] };
    const done = await call(deleteOrphans, { json });
    if (done.finished) {
      toast({
        tone: "good",
        text: t("removed", { count: done.deleted_count, size: done.freed_display }),
      });
    } else {
      toast({ tone: "info", text: t("removing") });
      if (done.job_id !== null) props.onJob(done.job_id);
    }
    selection.clear();
    await orphans.reload();
  };
  const searched = () => orphans.value()?.searched_at;
  return (
    <div class="flex flex-col gap-4">
      <div class="flex flex-wrap items-center gap-3">
        <p class="min-w-0 flex-1 basis-72 text-sm text-quiet">{t("searchText")}</p>
        <Button busy={search.busy()} onClick={() => void search.run()}>
          <Search size={15} aria-hidden="true" />
          {t("search")}
        </Button>
      </div>
      <Show when={search.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div class="flex flex-wrap items-center gap-3">
        <p class="min-w-0 flex-1 basis-60 text-sm text-quiet" role="status">
          {searched() ? t("searched", { time: dayAndTime(searched() ?? 0) }) : t("neverSearched")}
          <Show when={(orphans.value()?.total ?? 0) > 0}>
            {" · "}
            {t("found", {
              count: orphans.value()?.total ?? 0,
              size: orphans.value()?.total_size_display ?? "",
            })}
          </Show>
        </p>
        <SelectionBar selection={selection} most={mostOrphans}>
          {(tooMany) => (
            <Button
              kind="danger"
              onClick={() => setAsking("some")}
              disabled={tooMany() !== undefined}
              title={tooMany()}
              {...lastingOnly()}
            >
              <Trash size={15} aria-hidden="true" />
              {t("remove", { count: selection.ids().length })}
            </Button>
          )}
        </SelectionBar>
        <Show when={(orphans.value()?.total ?? 0) > 0}>
          <Button onClick={() => setAsking("all")} {...lastingOnly()}>
            {t("removeAll")}
          </Button>
        </Show>
      </div>
      <div class="min-h-40 sm:h-[60dvh]">
        <DataTable
          label={t("list")}
          columns={shown()}
          memory={memory}
          rows={rows()}
          loading={orphans.loading()}
          error={orphans.error()}
          onRetry={() => void orphans.reload()}
          nameOf={(file) => file.file_name}
          selection={selection}
          empty={
            <EmptyState title={t("none")} text={t("noneText")} icon={<FileQuestion size={28} />} />
          }
        />
      </div>
      <Show when={(orphans.value()?.total_pages ?? 0) > 1}>
        <ListPager list={orphans.value()} query={query} />
      </Show>
      <Show when={asking()}>
        <ConfirmAction
          onClose={() => setAsking(null)}
          title={t("removeTitle", { count: chosen().count })}
          text={[
            t("removeText", { size: chosen().size }),
            asking() === "some" && elsewhere(selection) > 0
              ? parts("elsewhere", { count: elsewhere(selection) })
              : "",
          ].join(" ")}
          undo={t("confirmUndo")}
          action={t("run")}
          danger
          stepUp
          onConfirm={remove}
        />
      </Show>
    </div>
  );
}
