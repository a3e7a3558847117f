import { EditorView } from "@codemirror/view";
import { createEffect, on, onCleanup, onMount } from "solid-js";
import type { TextDocument } from "../document.ts";
import { goToLine } from "./make-document.ts";

export interface CodeEditorProps {
  document: TextDocument;
  /** A line to show, set anew for each jump. */
  jump: { readonly line: number } | null;
  onJumped: () => void;
}

/** One view; the documents take turns in it and keep their cursor, scroll and undo. */
export function CodeEditor(props: CodeEditorProps) {
  let host: HTMLDivElement | undefined;
  let view: EditorView | undefined;
  let current: TextDocument | undefined;

  const detach = (document: TextDocument | undefined) => {
    if (document === undefined || view === undefined) return;
    document.scrollTop = view.scrollDOM.scrollTop;
    document.view = null;
  };

  onMount(() => {
    if (host === undefined) return;
    const editor = new EditorView({ parent: host });
    view = editor;
    createEffect(
      on(
        () => props.document,
        (document) => {
          detach(current);
          current = document;
          editor.setState(document.state);
          document.view = editor;
          editor.requestMeasure({
            read: () => null,
            write: () => {
              editor.scrollDOM.scrollTop = document.scrollTop;
            },
          });
        },
      ),
    );
    createEffect(() => {
      const jump = props.jump;
      if (jump === null) return;
      goToLine(props.document, jump.line);
      editor.focus();
      props.onJumped();
    });
  });

  onCleanup(() => {
    detach(current);
    view?.destroy();
  });

  return (
    <div
      ref={(element) => {
        host = element;
      }}
      class="h-full min-h-0 overflow-hidden"
    />
  );
}
