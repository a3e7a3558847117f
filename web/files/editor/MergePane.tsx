import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { onCleanup, onMount } from "solid-js";
import { t } from "../../i18n/files.ts";
import { languageOf } from "./languages.ts";
import { look } from "./look.ts";
import { phrases } from "./setup.ts";

export interface MergePaneProps {
  path: string;
  theirs: string;
  /** What my side begins with. */
  start: string;
  /** Too narrow for two columns: theirs stands above mine, change by change. */
  stacked: boolean;
  /** The text of my side, whenever it changes. */
  onChange: (text: string) => void;
}

const collapseUnchanged = { margin: 3, minSize: 6 };

/** Of each change: mine stays, or theirs takes its place. */
function choice(type: "accept" | "reject", action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cm-merge-choice";
  button.textContent = type === "accept" ? t("keepMine") : t("takeTheirs");
  button.addEventListener("mousedown", action);
  // The editor listens for the mouse; a keyboard and an assistive pointer click.
  button.addEventListener("click", (event) => void (event.detail === 0 && action(event)));
  return button;
}

function besides(parent: HTMLElement, props: MergePaneProps, a: Extension, b: Extension) {
  return new MergeView({
    parent,
    revertControls: "a-to-b",
    collapseUnchanged,
    a: { doc: props.theirs, extensions: a },
    b: { doc: props.start, extensions: b },
  });
}

function stacked(parent: HTMLElement, props: MergePaneProps, mine: Extension) {
  const unified = unifiedMergeView({
    original: props.theirs,
    mergeControls: choice,
    collapseUnchanged,
    gutter: false,
  });
  return new EditorView({ parent, doc: props.start, extensions: [mine, unified] });
}

/** Theirs and mine; a piece of theirs is taken over with one press. */
export function MergePane(props: MergePaneProps) {
  let host: HTMLDivElement | undefined;
  let view: { destroy(): void } | undefined;
  onMount(async () => {
    const language = await languageOf(props.path);
    if (host === undefined) return;
    const shared = [lineNumbers(), look, language, phrases(), EditorView.lineWrapping];
    const theirs = [
      shared,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ "aria-label": t("theirs") }),
    ];
    const mine = [
      shared,
      EditorView.contentAttributes.of({ "aria-label": t("mine") }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) props.onChange(update.state.doc.toString());
      }),
    ];
    view = props.stacked ? stacked(host, props, mine) : besides(host, props, theirs, mine);
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
