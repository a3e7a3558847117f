import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { onCleanup, onMount } from "solid-js";
import { t } from "../../i18n/files.ts";
import { languageOf } from "./languages.ts";
import { look } from "./look.ts";
import { phrases } from "./setup.ts";

export interface MergePaneProps {
  path: string;
  theirs: string;
  /** What the right side begins with. */
  start: string;
  /** The text of the right side, whenever it changes. */
  onChange: (text: string) => void;
}

/** Theirs beside mine; the arrows between take a piece over. */
export function MergePane(props: MergePaneProps) {
  let host: HTMLDivElement | undefined;
  let view: MergeView | undefined;
  onMount(async () => {
    const language = await languageOf(props.path);
    if (host === undefined) return;
    const shared = [lineNumbers(), look, language, phrases(), EditorView.lineWrapping];
    view = new MergeView({
      parent: host,
      revertControls: "a-to-b",
      collapseUnchanged: { margin: 3, minSize: 6 },
      a: {
        doc: props.theirs,
        extensions: [
          shared,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": t("theirs") }),
        ],
      },
      b: {
        doc: props.start,
        extensions: [
          shared,
          EditorView.contentAttributes.of({ "aria-label": t("mine") }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) props.onChange(update.state.doc.toString());
          }),
        ],
      },
    });
  });
  onCleanup(() => view?.destroy());
  return (
    <div
      ref={(element) => {
        host = element;
      }}
      class="max-h-[60vh] overflow-auto rounded-md border border-line"
    />
  );
}
