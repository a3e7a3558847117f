import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

/** The text of an open file. Made and changed by the editor's chunk; read by everybody. */
export interface TextDocument {
  /** The server's text at the version the buffer stands on; null where it is not known any more. */
  base: string | null;
  state: EditorState;
  /** Where it is shown now. */
  view: EditorView | null;
  scrollTop: number;
}

/** The whole text, with the file's own line ends. */
export const textOf = (document: TextDocument): string => document.state.sliceDoc();
