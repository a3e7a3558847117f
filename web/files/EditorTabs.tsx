import X from "lucide-solid/icons/x";
import { For } from "solid-js";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import type { Editor } from "./editor-store.ts";
import { nameOf } from "./paths.ts";
import { hasEdits } from "./save-state.ts";
import type { Tab } from "./tabs.ts";

export interface EditorTabsProps {
  editor: Editor;
  onClose: (path: string) => void;
}

/** The open files; the middle button and Delete close one. */
export function EditorTabs(props: EditorTabsProps) {
  const tabs = () => props.editor.tabs;
  let row: HTMLDivElement | undefined;

  const step = (event: KeyboardEvent, by: number) => {
    const list = tabs().list();
    const at = list.findIndex((tab) => tab.path === tabs().activePath());
    const next = list[(at + by + list.length) % list.length];
    if (next === undefined) return;
    event.preventDefault();
    tabs().activate(next.path);
    row?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.path)}"]`)?.focus();
  };
  const key = (event: KeyboardEvent, tab: Tab) => {
    if (event.key === "ArrowRight") step(event, 1);
    if (event.key === "ArrowLeft") step(event, -1);
    if (event.key === "Delete") props.onClose(tab.path);
  };

  return (
    <div
      ref={(element) => {
        row = element;
      }}
      role="tablist"
      aria-label={t("openTabs")}
      class="flex min-w-0 flex-1 self-stretch overflow-x-auto"
    >
      <For each={tabs().list()}>
        {(tab) => {
          const active = () => tab.path === tabs().activePath();
          const edited = () => hasEdits(tab.save);
          return (
            <div
              role="presentation"
              class="group flex shrink-0 items-center border-r border-line text-sm"
              classList={{ "bg-raised": active(), "bg-surface text-quiet": !active() }}
              onAuxClick={(event) => event.button === 1 && props.onClose(tab.path)}
            >
              <button
                type="button"
                role="tab"
                data-tab={tab.path}
                aria-selected={active()}
                aria-controls="editor-panel"
                tabIndex={active() ? 0 : -1}
                title={tab.path}
                class="flex h-full max-w-52 items-center gap-1.5 border-b-2 py-1.5 pr-1 pl-3 focus-visible:-outline-offset-2"
                classList={{
                  "border-accent": active(),
                  "border-transparent": !active(),
                  italic: tab.preview,
                }}
                onClick={() => tabs().activate(tab.path)}
                onDblClick={() => tabs().change(tab.path, { preview: false })}
                onKeyDown={(event) => key(event, tab)}
              >
                <span class="truncate">{nameOf(tab.path)}</span>
                <span
                  class="size-1.5 rounded-full"
                  classList={{ "bg-warn": edited() }}
                  aria-hidden="true"
                />
                {edited() ? <span class="sr-only">{t("unsaved")}</span> : null}
              </button>
              <button
                type="button"
                tabIndex={-1}
                aria-label={t("closeTab", { name: nameOf(tab.path) })}
                title={common("close")}
                class="mr-1 inline-flex size-5 items-center justify-center rounded-sm text-quiet hover:bg-sunken hover:text-ink"
                onClick={() => props.onClose(tab.path)}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </div>
          );
        }}
      </For>
    </div>
  );
}
