import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { t } from "../i18n/files.ts";
import type { Editor } from "./editor-store.ts";
import { moveInTree } from "./tree.ts";
import type { Tree } from "./tree-store.ts";
import { TreeRowView } from "./TreeRowView.tsx";

/** Fingers need taller rows. */
const rowHeight = matchMedia("(pointer: coarse)").matches ? 40 : 26;
/** Up to here every row is in the page; beyond, only those in sight. */
const virtualFrom = 500;
const spare = 20;

export interface TreeViewProps {
  tree: Tree;
  project: string;
  editor: Editor;
  active: string | null;
  focused: string | null;
  onFocus: (path: string | null) => void;
  onOpen: (path: string) => void;
  onRename: (path: string) => void;
  onDelete: (path: string) => void;
  renaming: string | null;
  onRenamed: (path: string | null) => void;
}

export function TreeView(props: TreeViewProps) {
  let host: HTMLDivElement | undefined;
  const [scroll, setScroll] = createSignal(0);
  const [height, setHeight] = createSignal(800);
  const rows = () => props.tree.rows();

  const range = createMemo(() => {
    if (rows().length <= virtualFrom) return { from: 0, to: rows().length };
    const first = Math.floor(scroll() / rowHeight);
    return {
      from: Math.max(0, first - spare),
      to: Math.min(rows().length, first + Math.ceil(height() / rowHeight) + spare),
    };
  });
  // By path: a row stays, with its focus and what is typed in it, when the files are read anew.
  const shown = createMemo(
    () =>
      new Map(
        rows()
          .slice(range().from, range().to)
          .map((row) => [row.path, row]),
      ),
  );
  /** The one row Tab stops at. */
  const stop = () =>
    rows().some((row) => row.path === props.focused) ? props.focused : (rows()[0]?.path ?? null);

  const show = (path: string) => {
    const index = rows().findIndex((row) => row.path === path);
    if (host === undefined || index < 0) return;
    const top = index * rowHeight;
    if (top < host.scrollTop) host.scrollTop = top;
    else if (top + rowHeight > host.scrollTop + host.clientHeight) {
      host.scrollTop = top + rowHeight - host.clientHeight;
    }
    setScroll(host.scrollTop);
  };
  const focus = (path: string) => {
    props.onFocus(path);
    show(path);
    host?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus();
  };

  const activate = (path: string) => {
    if (props.tree.find(path)?.type === "file") props.onOpen(path);
    else props.tree.setFolder(path, !props.tree.expanded().has(path));
  };

  const key = (event: KeyboardEvent) => {
    const path = stop();
    if (path === null || props.renaming !== null || event.ctrlKey || event.metaKey) return;
    const move = moveInTree(rows(), path, event.key);
    if (move !== null) {
      if ("focus" in move) focus(move.focus);
      else if ("expand" in move) props.tree.setFolder(move.expand, true);
      else props.tree.setFolder(move.collapse, false);
    } else if (event.key === "Enter" || event.key === " ") activate(path);
    else if (event.key === "F2") props.onRename(path);
    else if (event.key === "Delete") props.onDelete(path);
    else return;
    event.preventDefault();
  };

  createEffect(
    on(
      () => props.active,
      (path) => path !== null && show(path),
    ),
  );
  onMount(() => {
    if (host === undefined) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setHeight(entry.contentRect.height);
    });
    observer.observe(host);
    onCleanup(() => observer.disconnect());
  });

  return (
    <div
      ref={(element) => {
        host = element;
      }}
      role="tree"
      aria-label={t("tree")}
      class="relative h-full overflow-auto pb-6"
      onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
      onKeyDown={key}
      onContextMenu={(event) => {
        const row = (event.target as Element).closest<HTMLElement>("[data-path]");
        props.onFocus(row?.dataset["path"] ?? null);
      }}
    >
      <div role="presentation" style={{ height: `${range().from * rowHeight}px` }} />
      <For each={[...shown().keys()]}>
        {(path) => (
          <Show when={shown().get(path)}>
            {(row) => (
              <TreeRowView
                row={row()}
                height={rowHeight}
                project={props.project}
                tree={props.tree}
                editor={props.editor}
                active={path === props.active}
                tabStop={path === stop()}
                renaming={path === props.renaming}
                onRenamed={props.onRenamed}
                onFocus={() => props.onFocus(path)}
                onActivate={() => activate(path)}
              />
            )}
          </Show>
        )}
      </For>
      <div
        role="presentation"
        style={{ height: `${(rows().length - range().to) * rowHeight}px` }}
      />
    </div>
  );
}
