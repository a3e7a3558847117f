import { ApiError } from "../client/error.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { NameDialog } from "../ui/NameDialog.tsx";
import { create } from "./actions.ts";
import type { Editor } from "./editor-store.ts";
import { isName, join } from "./paths.ts";
import type { TreeRequest } from "./tree-menu.ts";
import type { Tree } from "./tree-store.ts";

export interface NewEntryDialogProps {
  project: string;
  tree: Tree;
  editor: Editor;
  request: TreeRequest | null;
  onClose: () => void;
  onCreated: (path: string) => void;
}

/** U-074: asks for the name; a new file opens in the editor. */
export function NewEntryDialog(props: NewEntryDialogProps) {
  const request = () => {
    const asked = props.request;
    return asked?.kind === "file" || asked?.kind === "folder" ? asked : null;
  };
  const submit = async (name: string) => {
    const asked = request();
    if (asked === null) return;
    if (!isName(name)) throw new ApiError(400, { code: "FILE_004" });
    const path = join(asked.folder, name);
    await create(props.project, path, asked.kind === "file" ? "file" : "directory");
    await props.tree.refetch();
    props.tree.reveal(path);
    props.onCreated(path);
    if (asked.kind === "file") void props.editor.open(path);
    else props.tree.setFolder(path, true);
  };
  return (
    <NameDialog
      open={request() !== null}
      onClose={props.onClose}
      title={request()?.kind === "folder" ? t("newFolder") : t("newFile")}
      label={`${request()?.kind === "folder" ? t("folderName") : t("fileName")}${request()?.folder ? ` (${request()?.folder}/)` : ""}`}
      action={common("create")}
      hint={t("nameHint")}
      maxLength={500}
      onSubmit={submit}
    />
  );
}
