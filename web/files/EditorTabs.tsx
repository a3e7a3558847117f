import X from "lucide-solid/icons/x";
import { createEffect, For, onCleanup, onMount } from "solid-js";
import { t } from "../i18n/files.ts";
import type { Editor } from "./editor-store.ts";
import { nameOf } from "./paths.ts";
import { hasEdits } from "./save-state.ts";
import type { Tab } from "./tabs.ts";

export interface EditorTabsProps {
  editor: Editor;
  onClose: (path: string) => void;
}

/** The open files. Delete, the middle button and the cross close one. */
export function EditorTabs(props: EditorTabsProps) {
  const tabs = () => props.editor.tabs;
  let row: HTMLDivElement | undefined;

  const nodeOf = (path: string) =>
    row?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(path)}"]`);
  const reveal = () => {
    const path = tabs().activePath();
    if (path !== null) nodeOf(path)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  };
  createEffect(reveal);
  onMount(() => {
    if (row === undefined) return;
    const observer = new ResizeObserver(reveal);
    observer.observe(row);
    onCleanup(() => observer.disconnect());
  });

  const step = (event: KeyboardEvent, by: number) => {
    const list = tabs().list();
    const at = list.findIndex((tab) => tab.path === tabs().activePath());
    const next = list[(at + by + list.length) % list.length];
    if (next === undefined) return;
    event.preventDefault();
    tabs().activate(next.path);
    nodeOf(next.path)?.focus();
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
      class="flex min-w-0 flex-1 self-stretch overflow-x-auto [scrollbar-width:none]"
    >
      <For each={tabs().list()}>
        {(tab) => {
          const active = () => tab.path === tabs().activePath();
          const edited = () => hasEdits(tab.save);
          return (
            <button
              type="button"
              role="tab"
              data-tab={tab.path}
              aria-selected={active()}
              aria-controls="editor-panel"
              aria-keyshortcuts="Delete"
              tabIndex={active() ? 0 : -1}
              title={tab.path}
              class="flex shrink-0 items-center gap-1.5 border-r border-b-2 border-r-line py-1.5 pr-1.5 pl-3 text-sm focus-visible:-outline-offset-2"
              classList={{
                "border-b-accent bg-raised": active(),
                "border-b-transparent bg-surface text-quiet": !active(),
                italic: tab.preview,
              }}
              onClick={() => tabs().activate(tab.path)}
              onDblClick={() => tabs().change(tab.path, { preview: false })}
              onAuxClick={(event) => event.button === 1 && props.onClose(tab.path)}
              onKeyDown={(event) => key(event, tab)}
            >
              <span class="max-w-44 truncate">{nameOf(tab.path)}</span>
              {edited() ? <span class="sr-only">{t("unsaved")}</span> : null}
              <span
                aria-hidden="true"
                title={t("closeTab", { name: nameOf(tab.path) })}
                data-close={tab.path}
                class="group/close inline-flex size-5 items-center justify-center rounded-sm text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-9"
                onClick={(event) => {
                  event.stopPropagation();
                  props.onClose(tab.path);
                }}
              >
                <span
                  class="size-2 rounded-full bg-warn group-hover/close:hidden"
                  classList={{ hidden: !edited() }}
                />
                <X size={13} class={edited() ? "hidden group-hover/close:block" : ""} />
              </span>
            </button>
          );
        }}
      </For>
    </div>
  );
}
