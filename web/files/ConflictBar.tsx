import { createSignal, lazy, Show, Suspense } from "solid-js";
import { toApiError } from "../client/error.ts";
import { t } from "../i18n/files.ts";
import { Button } from "../ui/Button.tsx";
import { toast } from "../ui/toast.ts";
import type { Editor } from "./editor-store.ts";
import { hasEdits } from "./save-state.ts";
import type { Tab } from "./tabs.ts";

const MergeDialog = lazy(async () => ({
  default: (await import("./MergeDialog.tsx")).MergeDialog,
}));

export interface ConflictBarProps {
  editor: Editor;
  tab: Tab;
  onClose: () => void;
}

/** What to do when somebody else changed or deleted the file that is being edited. */
export function ConflictBar(props: ConflictBarProps) {
  const [merging, setMerging] = createSignal(false);
  const path = () => props.tab.path;
  const attempt = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (cause) {
      toast({ tone: "bad", text: toApiError(cause).message });
    }
  };
  return (
    <>
      <Show when={props.tab.save.phase === "conflict"}>
        <div
          role="alert"
          class="flex flex-wrap items-center gap-2 bg-warn-soft px-3 py-1.5 text-sm"
        >
          <p class="min-w-48 flex-1 basis-64">{t("conflict")}</p>
          <span class="flex flex-wrap gap-2">
            <Button
              size="small"
              onClick={() => void attempt(props.editor.saver.decide(path(), props.tab.save.newest))}
            >
              {t("keepMine")}
            </Button>
            <Button size="small" onClick={() => void attempt(props.editor.takeTheirs(path()))}>
              {t("takeTheirs")}
            </Button>
            <Button size="small" kind="primary" onClick={() => setMerging(true)}>
              {t("merge")}
            </Button>
          </span>
        </div>
      </Show>
      <Show when={props.tab.save.phase === "gone"}>
        <div role="alert" class="flex flex-wrap items-center gap-2 bg-bad-soft px-3 py-1.5 text-sm">
          <p class="min-w-48 flex-1">{hasEdits(props.tab.save) ? t("goneEdited") : t("gone")}</p>
          <Show when={props.tab.content === "text"}>
            <Button size="small" onClick={() => void attempt(props.editor.saver.recreate(path()))}>
              {t("saveAgain")}
            </Button>
          </Show>
          <Button size="small" onClick={() => props.onClose()}>
            {t("closeAnyway")}
          </Button>
        </div>
      </Show>
      <Show when={merging()}>
        <Suspense>
          <MergeDialog
            editor={props.editor}
            path={path()}
            open={merging()}
            onClose={() => setMerging(false)}
          />
        </Suspense>
      </Show>
    </>
  );
}
