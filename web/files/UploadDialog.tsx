import { createEffect, on } from "solid-js";
import { t } from "../i18n/files.ts";
import { bytes } from "../i18n/format.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { toast } from "../ui/toast.ts";
import { type Incoming, uploadFiles } from "./actions.ts";
import { join } from "./paths.ts";
import type { Tree } from "./tree-store.ts";

export interface UploadDialogProps {
  project: string;
  tree: Tree;
  incoming: { folder: string; files: Incoming[] } | null;
  onClose: () => void;
}

/** Uploads at once where nothing is in the way; asks before replacing. */
export function UploadDialog(props: UploadDialogProps) {
  const taken = () =>
    (props.incoming?.files ?? [])
      .map((one) => join(props.incoming?.folder ?? "", one.path))
      .filter((path) => props.tree.find(path) !== undefined);

  /** U-094: what is too large is named with advice; the rest goes on. */
  const allowed = (files: Incoming[]) => {
    const limit = props.tree.listing()?.limits.file_bytes ?? Number.POSITIVE_INFINITY;
    const isText = (file: File) => /^text\/|json|javascript|xml/.test(file.type);
    const large = files.find((one) => isText(one.file) && one.file.size > limit);
    if (large !== undefined) {
      toast({
        tone: "bad",
        stays: true,
        text: t("tooLarge", {
          name: large.path,
          size: bytes(large.file.size),
          limit: bytes(limit),
        }),
      });
    }
    return files.filter((one) => !isText(one.file) || one.file.size <= limit);
  };

  const run = async () => {
    const incoming = props.incoming;
    if (incoming === null) return;
    const files = allowed(incoming.files);
    props.onClose();
    if (files.length > 0) await uploadFiles(props.project, incoming.folder, files);
    await props.tree.refetch();
  };

  createEffect(
    on(
      () => props.incoming,
      (incoming) => {
        if (incoming !== null && taken().length === 0) void run();
      },
    ),
  );

  return (
    <ConfirmDialog
      open={props.incoming !== null && taken().length > 0}
      onClose={props.onClose}
      title={t("replaceTitle", { count: taken().length })}
      description={t("replaceText", {
        names: taken().slice(0, 5).join(", ") + (taken().length > 5 ? " …" : ""),
      })}
      action={t("replace")}
      onConfirm={() => void run()}
    />
  );
}
