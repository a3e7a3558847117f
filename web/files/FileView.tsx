import Download from "lucide-solid/icons/download";
import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import { isGuest } from "../app/session.ts";
import { t } from "../i18n/files.ts";
import { bytes } from "../i18n/format.ts";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { downloadFile } from "./actions.ts";
import { ConflictBar } from "./ConflictBar.tsx";
import type { Editor } from "./editor-store.ts";
import { nameOf } from "./paths.ts";
import type { Tab } from "./tabs.ts";

/** The editor measures its lines once: the font must be there before it is drawn. */
const monoFont = () =>
  Promise.allSettled(
    ["400", "600"].map((weight) => document.fonts.load(`${weight} 13px "JetBrains Mono"`)),
  );

const CodeEditor = lazy(async () => {
  const [chunk] = await Promise.all([import("./editor/CodeEditor.tsx"), monoFont()]);
  return { default: chunk.CodeEditor };
});

const largeBytes = 100 * 1024;

export interface FileViewProps {
  project: string;
  editor: Editor;
  tab: Tab;
  onClose: () => void;
}

/** One file, as what it is: text to edit, a picture, or a notice. */
export function FileView(props: FileViewProps) {
  const tab = () => props.tab;
  const document = () => {
    const shown = tab().content === "text" || tab().content === "foreign";
    return shown ? props.editor.tabs.documents.get(tab().path) : undefined;
  };
  const jump = () => {
    const target = props.editor.jump();
    return target !== null && target.path === tab().path ? target : null;
  };
  const download = (
    <Button onClick={() => downloadFile(props.project, tab().path)}>
      <Download size={15} aria-hidden="true" />
      {t("download")}
    </Button>
  );

  return (
    <div class="flex h-full flex-col">
      <ConflictBar editor={props.editor} tab={tab()} onClose={props.onClose} />
      <Show when={isGuest() && document()}>
        <p class="bg-info-soft px-3 py-1 text-sm text-info">{t("readOnly")}</p>
      </Show>
      <Show when={tab().content === "foreign"}>
        <p class="bg-info-soft px-3 py-1 text-sm text-info">{t("encoding")}</p>
      </Show>
      <Show when={document() !== undefined && tab().size >= largeBytes}>
        <p class="bg-sunken px-3 py-0.5 text-xs text-quiet">
          {t("largeFile")} · {bytes(tab().size)}
        </p>
      </Show>
      <div class="min-h-0 flex-1">
        <Switch fallback={<Skeleton lines={8} />}>
          <Match when={document()}>
            {(shown) => (
              <Suspense fallback={<Skeleton lines={8} />}>
                <CodeEditor
                  document={shown()}
                  jump={jump()}
                  onJumped={() => props.editor.clearJump()}
                />
              </Suspense>
            )}
          </Match>
          <Match when={tab().image}>
            {(url) => (
              <div class="flex h-full items-center justify-center overflow-auto bg-sunken p-4">
                <img
                  src={url()}
                  alt={t("imageOf", { name: nameOf(tab().path) })}
                  class="max-h-full max-w-full object-contain"
                />
              </div>
            )}
          </Match>
          <Match when={tab().content === "binary"}>
            <EmptyState title={t("binary")} text={t("binaryText", { size: bytes(tab().size) })}>
              {download}
            </EmptyState>
          </Match>
          <Match when={tab().content === "large"}>
            <EmptyState title={t("tooLargeToEdit", { size: bytes(tab().size) })}>
              {download}
            </EmptyState>
          </Match>
          <Match when={tab().content === "failed" && tab().error}>
            {(error) => (
              <div class="px-4">
                <ErrorState error={error()} onRetry={() => void props.editor.retry(tab().path)} />
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  );
}
