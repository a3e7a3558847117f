import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { onCleanup, onMount } from "solid-js";
import { t } from "../../i18n/files.ts";
import { languageOf } from "./languages.ts";
import { look } from "./look.ts";
import { phrases } from "./setup.ts";

/** Before and after of one file in one column, to read. */
export function DiffPane(props: { path: string; before: string; after: string }) {
  let host: HTMLDivElement | undefined;
  let view: EditorView | undefined;
  onMount(async () => {
    const language = await languageOf(props.path);
    if (host === undefined) return;
    view = new EditorView({
      parent: host,
      doc: props.after,
      extensions: [
        lineNumbers(),
        look,
        language,
        phrases(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": t("diffTitle", { path: props.path }) }),
        unifiedMergeView({
          original: props.before,
          mergeControls: false,
          // Where all is new or all is gone, there is nothing to tell apart.
          highlightChanges: props.before !== "" && props.after !== "",
          collapseUnchanged: { margin: 3, minSize: 6 },
        }),
      ],
    });
  });
  onCleanup(() => view?.destroy());
  return (
    <div
      ref={(element) => {
        host = element;
      }}
      class="max-h-[65vh] overflow-auto rounded-md border border-line"
    />
  );
}
