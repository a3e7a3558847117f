import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import { DraftBar } from "./DraftBar.tsx";
import type { DraftStore } from "./drafts.ts";
import type { Editor } from "./editor-store.ts";
import { EditorPane } from "./EditorPane.tsx";
import { TreePane } from "./TreePane.tsx";
import type { Tree } from "./tree-store.ts";

const ChangesPane = lazy(async () => ({
  default: (await import("./ChangesPane.tsx")).ChangesPane,
}));
const SearchPane = lazy(async () => ({ default: (await import("./SearchPane.tsx")).SearchPane }));

export type SideView = "tree" | "search" | "changes";

export interface WorkspacePanelProps {
  project: string;
  user: string;
  tree: Tree;
  editor: Editor;
  drafts: DraftStore;
  side: SideView;
  onSide: (side: SideView) => void;
  treeShown: boolean;
  onToggleTree: () => void;
  treeWidth: number;
  onTreeWidth: (width: number) => void;
  /** One pane at a time: the tree, or the editor. */
  narrow: boolean;
}

/** The workspace column: tree, search or changes on one side, the open files on the other. */
export function WorkspacePanel(props: WorkspacePanelProps) {
  const open = (path: string, line?: number) => {
    void props.editor.open(path, { line });
    showEditor();
  };
  const showEditor = () => {
    if (props.narrow && props.treeShown) props.onToggleTree();
  };
  /** Where only one has room and no file is open, the tree is what helps. */
  const treeShown = () =>
    props.treeShown || (props.narrow && props.editor.tabs.activePath() === null);
  return (
    <div class="flex h-full min-h-0 flex-col">
      <DraftBar {...props} />
      <div class="flex min-h-0 flex-1">
        <Show when={treeShown()}>
          <div
            class="flex min-h-0 shrink-0 flex-col bg-surface"
            style={{ width: props.narrow ? "100%" : `${props.treeWidth}px` }}
          >
            <Tabs<SideView>
              label={t("files")}
              value={props.side}
              onChange={props.onSide}
              panel={() => "side-panel"}
              class="h-9 shrink-0 border-b border-line pointer-coarse:h-11"
              items={[
                { value: "tree", label: t("files") },
                { value: "search", label: t("searchTab") },
                { value: "changes", label: t("changes") },
              ]}
            />
            <div id="side-panel" role="tabpanel" aria-label={t("files")} class="min-h-0 flex-1">
              <Switch>
                <Match when={props.side === "tree"}>
                  <TreePane {...props} onOpened={showEditor} />
                </Match>
                <Match when={props.side === "search"}>
                  <Suspense>
                    <SearchPane project={props.project} onOpen={open} />
                  </Suspense>
                </Match>
                <Match when={props.side === "changes"}>
                  <Suspense>
                    <ChangesPane project={props.project} tree={props.tree} />
                  </Suspense>
                </Match>
              </Switch>
            </div>
          </div>
          <Show when={!props.narrow}>
            <Splitter
              label={`${common("resize")}: ${t("tree")}`}
              value={props.treeWidth}
              min={150}
              max={480}
              side="before"
              onChange={props.onTreeWidth}
            />
          </Show>
        </Show>
        <Show when={!props.narrow || !treeShown()}>
          <div class="min-w-0 flex-1">
            <EditorPane
              project={props.project}
              editor={props.editor}
              treeShown={props.treeShown}
              onToggleTree={props.onToggleTree}
            />
          </div>
        </Show>
      </div>
    </div>
  );
}
