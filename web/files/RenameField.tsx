import { createSignal, onMount } from "solid-js";
import { toApiError } from "../client/error.ts";
import { t as common } from "../i18n/common.ts";
import { t } from "../i18n/files.ts";
import { toast } from "../ui/toast.ts";
import { move } from "./actions.ts";
import type { Editor } from "./editor-store.ts";
import { isName, join, nameOf, parentOf } from "./paths.ts";
import { reopenMoved } from "./reopen-moved.ts";
import type { Tree } from "./tree-store.ts";

export interface RenameFieldProps {
  path: string;
  project: string;
  tree: Tree;
  editor: Editor;
  /** The new path, or null where nothing was renamed. */
  onDone: (path: string | null) => void;
}

/** Renames in place: Enter takes it, Escape leaves it. */
export function RenameField(props: RenameFieldProps) {
  const [name, setName] = createSignal(nameOf(props.path));
  let field: HTMLInputElement | undefined;
  let over = false;
  let byKey = false;

  onMount(() => {
    const dot = name().lastIndexOf(".");
    field?.focus();
    field?.setSelectionRange(0, dot > 0 ? dot : name().length);
  });

  /** Who ended it by a key goes on in the tree. */
  const done = (path: string | null) => {
    const row = `[role=treeitem][data-path="${CSS.escape(path ?? props.path)}"]`;
    props.onDone(path);
    if (byKey) queueMicrotask(() => document.querySelector<HTMLElement>(row)?.focus());
  };
  const finish = async (take: boolean, again = false) => {
    if (over) return;
    over = true;
    const from = props.path;
    const to = join(parentOf(from), name().trim());
    if (!take || to === from) return done(null);
    if (!isName(name().trim())) {
      return refuse("warn", t("nameRefused"), again);
    }
    try {
      await props.editor.flushAll();
      await move(props.project, from, to);
      await props.tree.refetch();
      reopenMoved(props.editor, from, to);
      done(to);
    } catch (cause) {
      refuse("bad", toApiError(cause).message, again);
    }
  };
  /** Who pressed Enter may correct the name; who went elsewhere is left alone. */
  const refuse = (tone: "warn" | "bad", text: string, again: boolean) => {
    toast({ tone, text });
    if (!again) return done(null);
    over = false;
    field?.focus();
  };

  return (
    <input
      ref={(element) => {
        field = element;
      }}
      aria-label={common("rename")}
      class="h-5 min-w-0 pointer-coarse:h-8 flex-1 rounded-sm border border-accent bg-raised px-1 text-sm"
      value={name()}
      onInput={(event) => setName(event.currentTarget.value)}
      onClick={(event) => event.stopPropagation()}
      onBlur={() => void finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.isComposing) return;
        byKey = event.key === "Enter" || event.key === "Escape";
        if (event.key === "Enter") void finish(true, true);
        if (event.key === "Escape") void finish(false);
      }}
    />
  );
}
