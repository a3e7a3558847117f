import { createResource, createSignal, lazy, Show, Suspense } from "solid-js";
import { toApiError } from "../client/error.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog, DialogActions } from "../ui/Dialog.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { textOf } from "./document.ts";
import type { Editor } from "./editor-store.ts";
import { nameOf } from "./paths.ts";

const MergePane = lazy(async () => ({
  default: (await import("./editor/MergePane.tsx")).MergePane,
}));

export interface MergeDialogProps {
  editor: Editor;
  path: string;
  open: boolean;
  onClose: () => void;
}

const plain = (text: string) => text.replaceAll("\r\n", "\n");

/** Their version beside mine; what does not overlap is merged beforehand. */
export function MergeDialog(props: MergeDialogProps) {
  const stacked = () => props.open && matchMedia("(max-width: 767px)").matches;
  const [result, setResult] = createSignal("");
  const [sides, { refetch }] = createResource(
    () => props.open && props.path,
    async (path) => {
      const document = props.editor.tabs.documents.get(path);
      const loaded = await props.editor.theirs(path);
      if (document === undefined || loaded.kind !== "text") return null;
      const { mergeTexts } = await import("./editor/three-way.ts");
      const theirs = plain(loaded.text);
      const mine = plain(textOf(document));
      const base = document.base === null ? null : plain(document.base);
      const merged = base === null ? null : mergeTexts(base, mine, theirs);
      setResult(merged ?? mine);
      return { theirs, start: merged ?? mine, merged: merged !== null, version: loaded.version };
    },
  );
  const save = async (version: number) => {
    props.onClose();
    await props.editor.takeMerged(props.path, result(), version);
  };

  return (
    <Dialog
      wide
      open={props.open}
      onClose={props.onClose}
      title={t("mergeTitle", { name: nameOf(props.path) })}
      description={
        sides.state === "ready" && sides()?.merged === true
          ? t(stacked() ? "mergedStackedText" : "mergedText")
          : t(stacked() ? "mergeStackedText" : "mergeText")
      }
    >
      <Show when={sides.state === "errored"}>
        <ErrorState error={toApiError(sides.error)} small onRetry={() => void refetch()} />
      </Show>
      <Show when={sides.state === "ready" && sides()} fallback={<Skeleton lines={6} />}>
        {(both) => (
          <>
            <Show when={!stacked()}>
              <div class="mb-1 grid grid-cols-2 text-sm text-quiet" aria-hidden="true">
                <span>{t("theirs")}</span>
                <span>{t("mine")}</span>
              </div>
            </Show>
            <Suspense fallback={<Skeleton lines={6} />}>
              <MergePane
                path={props.path}
                theirs={both().theirs}
                start={both().start}
                stacked={stacked()}
                onChange={setResult}
              />
            </Suspense>
            <DialogActions>
              <Button onClick={() => props.onClose()}>{common("cancel")}</Button>
              <Button kind="primary" onClick={() => void save(both().version)}>
                {t("saveMerged")}
              </Button>
            </DialogActions>
          </>
        )}
      </Show>
    </Dialog>
  );
}
