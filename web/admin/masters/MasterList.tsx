import { useNavigate } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import LibraryBig from "lucide-solid/icons/library-big";
import Plus from "lucide-solid/icons/plus";
import Upload from "lucide-solid/icons/upload";
import { createMemo, createSignal, Show } from "solid-js";
import { type EditableMaster, exportMaster } from "#contract/master";
import { t } from "../../i18n/admin-masters.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { download } from "../bulk/send-file.ts";
import type { Column } from "../parts/column.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { lastingEntry, lastingOnly } from "../parts/lasting.ts";
import { createTableMemory } from "../parts/table-memory.ts";
import { toastWithUndo } from "../parts/undo-toast.ts";
import { RelativeTime } from "../parts/values.tsx";
import { comesBack, deleteEntry, type EntryRow, readEntries, restoreEntry } from "./entry.ts";
import { EntryDialog } from "./EntryDialog.tsx";

const texts = {
  project_templates: "projectText",
  prompt_templates: "promptText",
  command_patterns: "patternText",
} as const;

const details = {
  project_templates: "files",
  prompt_templates: "body",
  command_patterns: "effect",
} as const;

const columnsOf = (kind: EditableMaster): readonly Column<EntryRow>[] => [
  {
    key: "name",
    label: kind === "command_patterns" ? t("pattern") : t("name"),
    cell: (row) => (
      <span classList={{ "font-mono": kind === "command_patterns" }} class="block truncate">
        {kind === "prompt_templates" ? `/${row.name}` : row.name}
      </span>
    ),
  },
  {
    key: "detail",
    label: t(details[kind]),
    cell: (row) => <span class="block max-w-96 truncate">{row.detail}</span>,
  },
  {
    key: "note",
    label: kind === "command_patterns" ? t("note") : t("description"),
    cell: (row) => <span class="block max-w-80 truncate text-quiet">{row.note}</span>,
  },
  { key: "updated", label: t("updated"), cell: (row) => <RelativeTime at={row.updated_at} /> },
];

/** The entries of one kind: listed, added, changed, deleted, exported. */
export function MasterList(props: { kind: EditableMaster }) {
  const memory = createTableMemory("masters");
  const entries = createList(
    () => ({ kind: props.kind }),
    ({ kind }) => readEntries(kind),
  );
  const [editing, setEditing] = createSignal<EntryRow | "new" | null>(null);
  const [deleting, setDeleting] = createSignal<EntryRow | null>(null);
  const save = createAction((format: "csv" | "json") =>
    download(exportMaster, { param: { kind: props.kind }, query: { format } }),
  );
  const columns = createMemo(() => columnsOf(props.kind));
  const navigate = useNavigate();
  // Their files come in a file: nobody types them here.
  const byImport = () => props.kind === "project_templates";
  return (
    <div class="flex h-full min-h-0 flex-col gap-3">
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
        <p class="min-w-0 flex-1 basis-72 text-sm text-quiet">{t(texts[props.kind])}</p>
        <div role="group" aria-label={t("exportLabel")} class="flex gap-2">
          <Button busy={save.busy()} onClick={() => void save.run("csv")}>
            <Download size={15} aria-hidden="true" />
            {t("exportCsv")}
          </Button>
          <Button busy={save.busy()} onClick={() => void save.run("json")}>
            <Download size={15} aria-hidden="true" />
            {t("exportJson")}
          </Button>
        </div>
        <Show when={!byImport()}>
          <Button kind="primary" onClick={() => setEditing("new")} {...lastingOnly()}>
            <Plus size={15} aria-hidden="true" />
            {t("add")}
          </Button>
        </Show>
      </div>
      <Show when={save.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div class="print-only-this print-list min-h-64 flex-1">
        <DataTable
          label={t(props.kind)}
          columns={columns()}
          memory={memory}
          rows={entries.value()}
          loading={entries.loading()}
          error={entries.error()}
          onRetry={() => void entries.reload()}
          nameOf={(row) => row.name}
          actions={(row) => [
            lastingEntry({ label: t("edit"), run: () => setEditing(row) }),
            lastingEntry({ label: t("delete"), danger: true, run: () => setDeleting(row) }),
          ]}
          empty={
            <EmptyState
              title={t("empty")}
              text={t(byImport() ? "emptyImportText" : "emptyText")}
              icon={<LibraryBig size={28} />}
            >
              <Show
                when={byImport()}
                fallback={
                  <Button onClick={() => setEditing("new")} {...lastingOnly()}>
                    <Plus size={15} aria-hidden="true" />
                    {t("add")}
                  </Button>
                }
              >
                <Button onClick={() => navigate("/admin/masters?tab=import")}>
                  <Upload size={15} aria-hidden="true" />
                  {t("import")}
                </Button>
              </Show>
            </EmptyState>
          }
        />
      </div>
      <Show when={editing()} keyed>
        {(row) => (
          <EntryDialog
            kind={props.kind}
            row={row === "new" ? null : row}
            onClose={() => setEditing(null)}
            onDone={entries.reload}
          />
        )}
      </Show>
      <Show when={deleting()} keyed>
        {(row) => (
          <ConfirmAction
            onClose={() => setDeleting(null)}
            title={t("deleteTitle", { name: row.name })}
            text={props.kind === "command_patterns" ? t("deletePattern") : t("deleteText")}
            undo={t(comesBack(props.kind) ? "deleteUndo" : "deleteNever")}
            action={t("delete")}
            danger
            stepUp
            onConfirm={async () => {
              const { kind } = props;
              await deleteEntry(kind, row.id);
              if (comesBack(kind)) {
                toastWithUndo(t("deleted"), async () => {
                  await restoreEntry(kind, row);
                  await entries.reload();
                });
              } else toast({ tone: "good", text: t("deleted") });
              await entries.reload();
            }}
          />
        )}
      </Show>
    </div>
  );
}
