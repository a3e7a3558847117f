import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import type { MenuEntry } from "../ui/menu-item.ts";
import { downloadFile, downloadFolder } from "./actions.ts";
import type { Editor } from "./editor-store.ts";
import { parentOf } from "./paths.ts";
import type { Tree } from "./tree-store.ts";

/** What the tree asks a dialog or a row for. */
export type TreeRequest =
  | { readonly kind: "file" | "folder"; readonly folder: string }
  | { readonly kind: "rename" | "delete"; readonly path: string };

export interface TreeMenuOptions {
  readonly project: string;
  readonly tree: Tree;
  readonly editor: Editor;
  /** What the menu was opened on; null: the ground below the rows. */
  readonly path: string | null;
  readonly ask: (request: TreeRequest) => void;
  /** A guest reads and downloads (U-018). */
  readonly readOnly: boolean;
  readonly choose: (archive: boolean, folder: string) => Promise<void>;
}

/** What can be done to a file, a folder or the whole project. */
export function treeMenu(options: TreeMenuOptions): MenuEntry[] {
  const { project, path, ask, choose } = options;
  const isFile = path !== null && options.tree.find(path)?.type === "file";
  const folder = path === null ? "" : isFile ? parentOf(path) : path;
  const shared: MenuEntry[] = options.readOnly
    ? []
    : [
        { label: t("newFile"), run: () => ask({ kind: "file", folder }) },
        { label: t("newFolder"), run: () => ask({ kind: "folder", folder }) },
        { label: t("upload"), run: () => void choose(false, folder) },
        { label: t("importArchive"), run: () => void choose(true, folder) },
        null,
      ];
  if (path === null) {
    return [...shared, { label: t("downloadAll"), run: () => downloadFolder(project, "") }];
  }
  return [
    ...(isFile ? [{ label: common("open"), run: () => void options.editor.open(path) }, null] : []),
    ...shared,
    { label: t("copyPath"), run: () => void navigator.clipboard.writeText(path) },
    {
      label: t("download"),
      run: () => (isFile ? downloadFile(project, path) : downloadFolder(project, path)),
    },
    ...(options.readOnly ? [] : own(path, ask)),
  ];
}

const own = (path: string, ask: TreeMenuOptions["ask"]): MenuEntry[] => [
  null,
  { label: common("rename"), shortcut: "F2", run: () => ask({ kind: "rename", path }) },
  {
    label: common("delete"),
    shortcut: "Del",
    danger: true,
    run: () => ask({ kind: "delete", path }),
  },
];
