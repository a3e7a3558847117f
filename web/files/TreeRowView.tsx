import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { Show } from "solid-js";
import { hasEdits } from "./save-state.ts";
import type { Editor } from "./editor-store.ts";
import { RenameField } from "./RenameField.tsx";
import type { TreeRow } from "./tree.ts";
import type { Tree } from "./tree-store.ts";

export interface TreeRowViewProps {
  row: TreeRow;
  /** Pixels. */
  height: number;
  project: string;
  tree: Tree;
  editor: Editor;
  active: boolean;
  tabStop: boolean;
  renaming: boolean;
  onRenamed: (path: string | null) => void;
  onFocus: () => void;
  onActivate: () => void;
}

export function TreeRowView(props: TreeRowViewProps) {
  const row = () => props.row;
  const unsaved = () => {
    const tab = props.editor.tabs.find(row().path);
    return tab !== undefined && hasEdits(tab.save);
  };
  return (
    <div
      role="treeitem"
      data-path={row().path}
      aria-level={row().depth + 1}
      aria-posinset={row().position}
      aria-setsize={row().siblings}
      aria-expanded={row().folder ? row().expanded : undefined}
      aria-selected={props.active}
      tabIndex={props.tabStop ? 0 : -1}
      title={row().path}
      class="flex cursor-pointer items-center gap-1 pr-2 text-sm whitespace-nowrap select-none hover:bg-sunken focus-visible:-outline-offset-2"
      classList={{ "bg-accent-soft hover:bg-accent-soft": props.active }}
      style={{ height: `${props.height}px`, "padding-left": `${8 + row().depth * 14}px` }}
      onFocusIn={() => props.onFocus()}
      onClick={() => props.onActivate()}
    >
      <span class="inline-flex w-4 shrink-0 justify-center text-quiet" aria-hidden="true">
        <Show when={row().folder}>
          {row().expanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </Show>
      </span>
      <Show
        when={props.renaming}
        fallback={
          <span class="min-w-0 truncate" classList={{ "font-medium": row().folder }}>
            {row().name}
          </span>
        }
      >
        <RenameField
          path={row().path}
          project={props.project}
          tree={props.tree}
          editor={props.editor}
          onDone={props.onRenamed}
        />
      </Show>
      <Show when={unsaved()}>
        <span class="ml-auto size-1.5 shrink-0 rounded-full bg-warn" aria-hidden="true" />
      </Show>
    </div>
  );
}
