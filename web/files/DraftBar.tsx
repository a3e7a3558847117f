import { createSignal, onMount, Show } from "solid-js";
import { t } from "../i18n/files.ts";
import { Button } from "../ui/Button.tsx";
import { type Draft, type DraftStore, dropDrafts, listDrafts } from "./drafts.ts";
import type { Editor } from "./editor-store.ts";

export interface DraftBarProps {
  project: string;
  user: string;
  drafts: DraftStore;
  editor: Editor;
}

/** U-167: edits that never reached the server are offered when the project is opened. */
export function DraftBar(props: DraftBarProps) {
  const [found, setFound] = createSignal<readonly Draft[]>([]);
  onMount(async () => {
    setFound(await listDrafts(props.drafts, props.user, props.project, Date.now()));
  });
  const restore = async () => {
    const drafts = found();
    setFound([]);
    for (const draft of drafts) await props.editor.restoreDraft(draft);
  };
  const discard = async () => {
    const drafts = found();
    setFound([]);
    for (const draft of drafts) {
      await dropDrafts(props.drafts, props.user, props.project, draft.path);
    }
  };
  return (
    <Show when={found().length > 0}>
      <div role="alert" class="flex flex-wrap items-center gap-2 bg-info-soft px-3 py-1.5 text-sm">
        <p
          class="min-w-40 flex-1"
          title={found()
            .map((draft) => draft.path)
            .join("\n")}
        >
          {t("draftsFound", { count: found().length })}
        </p>
        <Button size="small" kind="primary" onClick={() => void restore()}>
          {t("restore")}
        </Button>
        <Button size="small" onClick={() => void discard()}>
          {t("discard")}
        </Button>
      </div>
    </Show>
  );
}
