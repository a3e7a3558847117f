import Download from "lucide-solid/icons/download";
import { createSignal, For, Show } from "solid-js";
import { exportMaster, importMaster, type MasterImportAnswer, MasterKind } from "#contract/master";
import { type ApiError, toApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-masters.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import { FilePicker } from "./FilePicker.tsx";
import { ImportFound } from "./ImportFound.tsx";
import type { PreviewColumn } from "./PreviewTable.tsx";
import { download, sendFile } from "./send-file.ts";

const formats = ["csv", "json"] as const;

type Row = MasterImportAnswer["rows"][number];

const columns = (): readonly PreviewColumn<Row>[] => [
  { label: t("row"), numeric: true, cell: (row) => row.row },
  {
    label: t("change"),
    wraps: true,
    cell: (row) => (
      <span classList={{ "text-bad": row.error !== null, "text-good": row.change === "new" }}>
        {row.error ?? (row.change === null ? "" : t(row.change))}
      </span>
    ),
  },
  { label: t("name"), cell: (row) => row.name },
  { label: t("detail"), cell: (row) => row.detail },
];

/** SA-040, A-230: templates, prices and patterns from a file. */
export function MasterImport(props: { onDone?: (kind: MasterKind) => void }) {
  const [kind, setKind] = createSignal<MasterKind>("project_templates");
  const [file, setFile] = createSignal<File | null>(null);
  const [found, setFound] = createSignal<MasterImportAnswer | null>(null);
  const forget = () => {
    setFile(null);
    setFound(null);
    setOutdated(null);
  };
  /** What a run was refused for: the preview below has been made anew. */
  const [outdated, setOutdated] = createSignal<ApiError | null>(null);
  const save = createAction((format: "csv" | "json", template: "true" | "false") =>
    download(exportMaster, { param: { kind: kind() }, query: { format, template } }),
  );
  const look = createAction(async (chosen: File) => {
    setFile(chosen);
    setFound(null);
    setOutdated(null);
    const fields = { target: kind(), dry_run: "true" };
    setFound(await sendFile<MasterImportAnswer>(importMaster, chosen, fields));
  });
  const run = async () => {
    const chosen = file();
    const token = found()?.token;
    if (chosen === null || token == null) return;
    const fields = { target: kind(), token };
    const answer = await sendFile<MasterImportAnswer>(importMaster, chosen, fields).catch(
      async (cause: unknown) => {
        const error = toApiError(cause);
        if (error.code !== "EDIT_001") throw error;
        await look.run(chosen);
        setOutdated(error);
        return null;
      },
    );
    if (answer === null) return;
    toast({ tone: "good", text: t("imported", { count: answer.imported_count }) });
    forget();
    props.onDone?.(kind());
  };
  return (
    <div class="flex flex-col gap-3">
      <div class="flex flex-wrap items-end gap-3">
        <Select
          class="w-64"
          label={t("target")}
          value={kind()}
          options={MasterKind.options.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => {
            setKind(value);
            forget();
          }}
        />
        <For each={formats}>
          {(format) => (
            <Button busy={save.busy()} onClick={() => void save.run(format, "true")}>
              <Download size={15} aria-hidden="true" />
              {t("template", { format: format.toUpperCase() })}
            </Button>
          )}
        </For>
        <For each={formats}>
          {(format) => (
            <Button
              title={t("exportText")}
              busy={save.busy()}
              onClick={() => void save.run(format, "false")}
            >
              <Download size={15} aria-hidden="true" />
              {t("exportAll", { format: format.toUpperCase() })}
            </Button>
          )}
        </For>
      </div>
      <FilePicker
        accept=".csv,.json,text/csv,application/json"
        file={file()}
        busy={look.busy()}
        hint={kind() === "model_prices" ? `${t("limits")} ${t("priceUnit")}` : t("limits")}
        choose={t("choose")}
        lasting
        onFile={(chosen) => void look.run(chosen)}
      />
      <Show when={look.error() ?? save.error() ?? outdated()}>
        {(error) => <ErrorState error={error()} small />}
      </Show>
      <Show when={found()}>
        {(answer) => (
          <ImportFound
            found={answer()}
            columns={columns()}
            lasting
            words={{
              ready: t("ready", { count: answer().imported_count }),
              skipped: t("skipped", { count: answer().skipped_count }),
              preview: t("preview"),
              action: t("run", { count: answer().imported_count }),
              title: t("confirm", { count: answer().imported_count }),
              text: t("confirmText", {
                count: answer().imported_count,
                file: file()?.name ?? "",
                kind: t(kind()),
              }),
              undo: t("confirmUndo"),
            }}
            onRun={run}
          />
        )}
      </Show>
    </div>
  );
}
