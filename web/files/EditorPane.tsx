import FileCode from "lucide-solid/icons/file-code";
import PanelLeft from "lucide-solid/icons/panel-left";
import { createSignal, Show } from "solid-js";
import { t } from "../i18n/files.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import type { Editor } from "./editor-store.ts";
import { EditorTabs } from "./EditorTabs.tsx";
import { FileView } from "./FileView.tsx";
import { nameOf } from "./paths.ts";
import { SaveIndicator } from "./SaveIndicator.tsx";

export interface EditorPaneProps {
  project: string;
  editor: Editor;
  treeShown: boolean;
  onToggleTree: () => void;
}

/** Tabs, the state of saving at the top right, and the open file. */
export function EditorPane(props: EditorPaneProps) {
  const [asking, setAsking] = createSignal<string | null>(null);
  const active = () => props.editor.tabs.active();

  const close = async (path: string) => {
    if (!(await props.editor.close(path))) setAsking(path);
  };

  return (
    <section aria-label={t("openTabs")} class="flex h-full min-w-0 flex-col bg-raised">
      <div class="flex h-9 shrink-0 items-center border-b pointer-coarse:h-11 border-line bg-surface">
        <IconButton
          label={`${props.treeShown ? t("hideTree") : t("showTree")} (Ctrl+B)`}
          size="small"
          class="mx-1"
          aria-expanded={props.treeShown}
          onClick={() => props.onToggleTree()}
        >
          <PanelLeft size={15} aria-hidden="true" />
        </IconButton>
        <EditorTabs editor={props.editor} onClose={(path) => void close(path)} />
        <Show when={active()?.content === "text" ? active() : undefined}>
          {(tab) => <SaveIndicator state={tab().save} />}
        </Show>
      </div>
      <div
        id="editor-panel"
        role="tabpanel"
        aria-label={active()?.path ?? t("noFile")}
        class="min-h-0 flex-1"
      >
        <Show
          when={active()}
          fallback={
            <div class="flex h-full items-center">
              <EmptyState
                title={t("noFile")}
                text={t("noFileText")}
                icon={<FileCode size={32} />}
              />
            </div>
          }
        >
          {(tab) => <FileView {...props} tab={tab()} onClose={() => void close(tab().path)} />}
        </Show>
      </div>
      <ConfirmDialog
        open={asking() !== null}
        onClose={() => setAsking(null)}
        title={t("closeTitle")}
        description={t("closeText", { name: nameOf(asking() ?? "") })}
        action={t("closeDiscard")}
        danger
        onConfirm={async () => {
          const path = asking();
          if (path !== null) await props.editor.close(path, true);
        }}
      />
    </section>
  );
}
