import Download from "lucide-solid/icons/download";
import FilePlus from "lucide-solid/icons/file-plus";
import FolderPlus from "lucide-solid/icons/folder-plus";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import Upload from "lucide-solid/icons/upload";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import { isGuest } from "../app/session.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { Button } from "../ui/Button.tsx";
import { ContextMenu } from "../ui/ContextMenu.tsx";
import { DropZone } from "../ui/DropZone.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import { pickFiles } from "../ui/pick-files.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { isArchive } from "./archive-name.ts";
import { downloadFolder, importInto, type Incoming } from "./actions.ts";
import { droppedFiles } from "./dropped.ts";
import type { Editor } from "./editor-store.ts";
import { parentOf } from "./paths.ts";
import { TransferList } from "./TransferList.tsx";
import { treeMenu, type TreeRequest } from "./tree-menu.ts";
import type { Tree } from "./tree-store.ts";
import { TreeView } from "./TreeView.tsx";

// Asked for by a click: no part of the first load.
const DeleteDialog = lazy(async () => ({
  default: (await import("./DeleteDialog.tsx")).DeleteDialog,
}));
const NewEntryDialog = lazy(async () => ({
  default: (await import("./NewEntryDialog.tsx")).NewEntryDialog,
}));
const UploadDialog = lazy(async () => ({
  default: (await import("./UploadDialog.tsx")).UploadDialog,
}));

export interface TreePaneProps {
  project: string;
  tree: Tree;
  editor: Editor;
  /** A person opened a file. */
  onOpened: () => void;
}

/** The project's files, with everything that can be done to them. */
export function TreePane(props: TreePaneProps) {
  const [focused, setFocused] = createSignal<string | null>(null);
  const [request, setRequest] = createSignal<TreeRequest | null>(null);
  const [incoming, setIncoming] = createSignal<{ folder: string; files: Incoming[] } | null>(null);

  /** Where new things go: the folder in focus, or that of the file in focus. */
  const folder = (): string => {
    const path = focused();
    if (path === null) return "";
    return props.tree.find(path)?.type === "file" ? parentOf(path) : path;
  };

  const take = async (files: Incoming[], into: string) => {
    const [first] = files;
    if (files.length === 1 && first !== undefined && isArchive(first.path)) {
      await importInto(props.project, into, first.file);
      await props.tree.refetch();
    } else if (files.length > 0) setIncoming({ folder: into, files });
  };
  const choose = async (archive: boolean, into: string) => {
    const files = await pickFiles(archive ? { accept: ".zip,.tgz,.gz" } : { multiple: true });
    await take(
      files.map((file) => ({ path: file.name, file })),
      into,
    );
  };

  const change = (wish: TreeRequest) => void (isGuest() || setRequest(wish));

  const menu = () =>
    treeMenu({ ...props, path: focused(), readOnly: isGuest(), ask: change, choose });

  return (
    <DropZone
      class="flex h-full min-h-0 flex-col"
      hint={t("dropHere")}
      disabled={isGuest()}
      onDrop={(dropped) => void droppedFiles(dropped).then((files) => take(files, folder()))}
    >
      <div class="flex h-9 shrink-0 items-center gap-0.5 px-2 pointer-coarse:h-11">
        <Show when={!isGuest()}>
          <IconButton
            label={t("newFile")}
            size="small"
            onClick={() => setRequest({ kind: "file", folder: folder() })}
          >
            <FilePlus size={15} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t("newFolder")}
            size="small"
            onClick={() => setRequest({ kind: "folder", folder: folder() })}
          >
            <FolderPlus size={15} aria-hidden="true" />
          </IconButton>
        </Show>
        <IconButton
          label={common("refresh")}
          size="small"
          onClick={() => void props.tree.refetch()}
        >
          <RefreshCw size={14} aria-hidden="true" />
        </IconButton>
        <span class="flex-1" />
        <Menu
          label={isGuest() ? t("download") : `${t("upload")} / ${t("download")}`}
          align="end"
          class="inline-flex size-6 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-10"
          entries={[
            ...(isGuest()
              ? []
              : [
                  { label: t("upload"), run: () => void choose(false, folder()) },
                  { label: t("importArchive"), run: () => void choose(true, folder()) },
                  null,
                ]),
            { label: t("downloadAll"), run: () => downloadFolder(props.project, "") },
          ]}
        >
          <Show when={!isGuest()} fallback={<Download size={15} aria-hidden="true" />}>
            <Upload size={15} aria-hidden="true" />
          </Show>
        </Menu>
      </div>
      <Show when={props.tree.error()}>
        {(error) => (
          <div class="p-2">
            <ErrorState error={error()} small onRetry={() => void props.tree.refetch()} />
          </div>
        )}
      </Show>
      <ContextMenu label={t("tree")} class="min-h-0 flex-1" entries={menu()}>
        <Show
          when={props.tree.listing() !== null}
          fallback={<Show when={props.tree.error() === null}>{<Skeleton lines={8} />}</Show>}
        >
          <Show
            when={props.tree.items().length > 0}
            fallback={
              <EmptyState
                title={t("emptyTitle")}
                text={t(isGuest() ? "emptyTextGuest" : "emptyText")}
              >
                <Show when={!isGuest()}>
                  <Button size="small" onClick={() => void choose(true, "")}>
                    {t("importArchive")}
                  </Button>
                </Show>
              </EmptyState>
            }
          >
            <TreeView
              tree={props.tree}
              active={props.editor.tabs.activePath()}
              focused={focused()}
              onFocus={setFocused}
              onOpen={(path) => {
                void props.editor.open(path);
                props.onOpened();
              }}
              onRename={(path) => change({ kind: "rename", path })}
              onDelete={(path) => change({ kind: "delete", path })}
              renaming={requested(request(), "rename")}
              onRenamed={(path) => {
                setRequest(null);
                if (path !== null) setFocused(path);
              }}
              project={props.project}
              editor={props.editor}
            />
          </Show>
        </Show>
      </ContextMenu>
      <TransferList />
      <Suspense>
        <Show when={request() !== null}>
          <NewEntryDialog
            {...props}
            request={request()}
            onClose={() => setRequest(null)}
            onCreated={setFocused}
          />
        </Show>
        <Show when={requested(request(), "delete") !== null}>
          <DeleteDialog
            {...props}
            path={requested(request(), "delete")}
            onClose={() => setRequest(null)}
          />
        </Show>
        <Show when={incoming() !== null}>
          <UploadDialog {...props} incoming={incoming()} onClose={() => setIncoming(null)} />
        </Show>
      </Suspense>
    </DropZone>
  );
}

const requested = (request: TreeRequest | null, kind: "rename" | "delete"): string | null =>
  request?.kind === kind ? request.path : null;
