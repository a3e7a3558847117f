import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { toast } from "../ui/toast.ts";
import { remove } from "./actions.ts";
import type { Editor } from "./editor-store.ts";
import { isImportant, isWithin, nameOf } from "./paths.ts";
import { countFiles } from "./tree.ts";
import type { Tree } from "./tree-store.ts";

export interface DeleteDialogProps {
  project: string;
  tree: Tree;
  editor: Editor;
  path: string | null;
  onClose: () => void;
}

/** U-077: says what goes, and warns where it hurts. */
export function DeleteDialog(props: DeleteDialogProps) {
  const path = () => props.path ?? "";
  const important = () =>
    props.tree
      .items()
      .filter(
        (item) => item.type === "file" && isWithin(item.path, path()) && isImportant(item.path),
      )
      .map((item) => nameOf(item.path));
  const isFolder = () => props.tree.find(path())?.type !== "file";

  const confirm = async () => {
    const gone = path();
    await remove(props.project, gone);
    const open = props.editor.tabs.list().filter((tab) => isWithin(tab.path, gone));
    await Promise.all(open.map((tab) => props.editor.close(tab.path, true)));
    await props.tree.refetch();
    toast({ tone: "good", text: t("deleted", { name: nameOf(gone) }) });
  };

  return (
    <ConfirmDialog
      open={props.path !== null}
      onClose={props.onClose}
      title={t("deleteTitle", { name: nameOf(path()) })}
      description={
        isFolder()
          ? t("deleteFolder", { count: countFiles(props.tree.items(), path()) })
          : t("deleteFile")
      }
      action={common("delete")}
      danger
      onConfirm={confirm}
    >
      <Show when={props.path !== null && important().length > 0}>
        <p class="flex gap-2 rounded-md border border-warn/40 bg-warn-soft p-3 text-sm">
          <TriangleAlert size={16} class="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
          {t("deleteImportant", { names: important().slice(0, 4).join(", ") })}
        </p>
      </Show>
    </ConfirmDialog>
  );
}
