import { Annotation, Compartment, EditorState, Text, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { t } from "../../i18n/files.ts";
import type { TextDocument } from "../document.ts";
import { nameOf } from "../paths.ts";
import { languageOf } from "./languages.ts";
import { editorExtensions, hugeBytes } from "./setup.ts";

/** Marks a change that did not come from the person at the keyboard. */
const external = Annotation.define<boolean>();

const lineBreakOf = (text: string): string | null => {
  if (!text.includes("\r")) return null;
  const others = text.replaceAll("\r\n", "");
  // Mixed line ends: keep every \r as a character, so that saving changes nothing else.
  return /[\r\n]/.test(others) ? "\n" : "\r\n";
};

export interface DocumentOptions {
  readonly path: string;
  readonly text: string;
  /** Bytes. */
  readonly size: number;
  readonly readOnly: boolean;
  readonly onEdit: () => void;
}

export async function makeDocument(options: DocumentOptions): Promise<TextDocument> {
  const { path, text, size } = options;
  const lineBreak = lineBreakOf(text);
  const language = new Compartment();
  const document: TextDocument = {
    base: text,
    view: null,
    scrollTop: 0,
    state: EditorState.create({
      doc: lineBreak === null ? text : Text.of(text.split(lineBreak)),
      extensions: [
        editorExtensions(size, options.readOnly),
        lineBreak === null ? [] : EditorState.lineSeparator.of(lineBreak),
        language.of([]),
        EditorView.contentAttributes.of({
          "aria-label": t("editorOf", { name: nameOf(path) }),
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          document.state = update.state;
          const typed = update.transactions.some(
            (one) => one.docChanged && one.annotation(external) !== true,
          );
          if (typed) options.onEdit();
        }),
      ],
    }),
  };
  if (size < hugeBytes) {
    const extension = await languageOf(path);
    document.state = document.state.update({ effects: language.reconfigure(extension) }).state;
  }
  return document;
}

const apply = (document: TextDocument, transaction: Transaction): void => {
  if (document.view === null) document.state = transaction.state;
  else document.view.dispatch(transaction);
};

/** The smallest single change from one text to another, as CodeMirror counts characters. */
export function smallestChange(from: Text, to: Text): { from: number; to: number; insert: Text } {
  const a = from.toString();
  const b = to.toString();
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < most - start &&
    a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)
  ) {
    end += 1;
  }
  return { from: start, to: a.length - end, insert: to.slice(start, b.length - end) };
}

/**
 * Puts another text in place and keeps the cursor where it was in what stayed. `undo`: a person may
 * take it back; otherwise it is as if the file had always been so.
 */
export function replaceText(document: TextDocument, text: string, undo: boolean): void {
  const { state } = document;
  const next = Text.of(text.split(state.lineBreak === "\r\n" ? /\r\n|\n/ : "\n"));
  const changes = smallestChange(state.doc, next);
  apply(
    document,
    state.update({
      changes,
      annotations: [external.of(true), Transaction.addToHistory.of(undo)],
    }),
  );
}

/** Moves the cursor to a line (from 1) and shows it in the middle. */
export function goToLine(document: TextDocument, line: number): void {
  const { doc } = document.state;
  const at = doc.line(Math.max(1, Math.min(line, doc.lines))).from;
  apply(
    document,
    document.state.update({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    }),
  );
}

export function goToOffset(document: TextDocument, offset: number): void {
  const anchor = Math.max(0, Math.min(offset, document.state.doc.length));
  apply(document, document.state.update({ selection: { anchor } }));
}
