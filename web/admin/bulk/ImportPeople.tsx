import Download from "lucide-solid/icons/download";
import { createSignal, Show } from "solid-js";
import { type ImportAnswer, importTemplate, importUsers } from "#contract/admin-bulk";
import { t } from "../../i18n/admin-bulk.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { FilePicker } from "./FilePicker.tsx";
import { ImportFound } from "./ImportFound.tsx";
import type { PreviewColumn } from "./PreviewTable.tsx";
import { download, sendFile } from "./send-file.ts";

type PreviewRow = ImportAnswer["rows"][number];

const limits = [
  "calls_per_day",
  "messages_per_hour",
  "sessions_held",
  "storage_mb",
  "monthly_budget_usd",
] as const;

/** In words; what is neither is shown as the file has it. */
const roleOf = (role: string) => (role === "user" || role === "admin" ? t(`role_${role}`) : role);
const languageOf = (name: string) =>
  name === "ja" || name === "en" ? t(`language_${name}`) : name;

function limitOf(text: string | undefined): string {
  if (text === undefined) return t("roleHolds");
  return text.toLowerCase() === "unlimited" ? t("unlimited") : text;
}

/** Of the limits, those the rows give. */
const columns = (rows: readonly PreviewRow[]): readonly PreviewColumn<PreviewRow>[] => [
  { label: t("row"), numeric: true, cell: (row) => row.row },
  {
    label: t("result"),
    wraps: true,
    cell: (row) => (
      <span classList={{ "text-bad": row.error !== null, "text-good": row.error === null }}>
        {row.error ?? t("ok")}
      </span>
    ),
  },
  { label: t("email"), cell: (row) => row.email },
  { label: t("name"), cell: (row) => row.name },
  { label: t("role"), cell: (row) => roleOf(row.role) },
  { label: t("language"), cell: (row) => languageOf(row.language) },
  ...limits
    .filter((column) => rows.some((row) => row.limits[column] !== undefined))
    .map((column) => ({
      label: t(`limit_${column}`),
      numeric: true,
      cell: (row: PreviewRow) => limitOf(row.limits[column]),
    })),
];

/** SA-027. */
export function ImportPeople(props: { onJob: (id: string) => void }) {
  const [file, setFile] = createSignal<File | null>(null);
  const [found, setFound] = createSignal<ImportAnswer | null>(null);
  const template = createAction(() => download(importTemplate));
  const look = createAction(async (chosen: File) => {
    setFile(chosen);
    setFound(null);
    setFound(await sendFile<ImportAnswer>(importUsers, chosen, { dry_run: "true" }));
  });
  const run = async () => {
    const chosen = file();
    const token = found()?.token;
    if (chosen === null || token == null) return;
    const answer = await sendFile<ImportAnswer>(importUsers, chosen, { token });
    toast({ tone: "good", text: t("imported", { count: answer.imported_count }) });
    setFile(null);
    setFound(null);
    if (answer.job_id !== null) props.onJob(answer.job_id);
  };
  return (
    <div class="flex flex-col gap-3">
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
        <p class="min-w-0 flex-1 basis-72 text-sm text-quiet">{t("importNote")}</p>
        <Button busy={template.busy()} onClick={() => void template.run()}>
          <Download size={15} aria-hidden="true" />
          {t("template")}
        </Button>
      </div>
      <FilePicker
        accept=".csv,text/csv"
        file={file()}
        busy={look.busy()}
        hint={t("limits")}
        choose={t("choose")}
        onFile={(chosen) => void look.run(chosen)}
      />
      <Show when={look.error() ?? template.error()}>
        {(error) => <ErrorState error={error()} small />}
      </Show>
      <Show when={found()}>
        {(answer) => (
          <ImportFound
            found={answer()}
            columns={columns(answer().rows)}
            words={{
              ready: t("ready", { count: answer().imported_count }),
              skipped: t("skipped", { count: answer().skipped_count }),
              preview: t("preview"),
              action: t("runImport", { count: answer().imported_count }),
              title: t("confirmImport", { count: answer().imported_count }),
              text: t("confirmImportText", {
                count: answer().imported_count,
                file: file()?.name ?? "",
              }),
              undo: t("importUndo"),
              more:
                answer().rows.length < answer().total
                  ? t("firstRows", { count: answer().rows.length })
                  : undefined,
            }}
            onRun={run}
          />
        )}
      </Show>
    </div>
  );
}
