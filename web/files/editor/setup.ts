import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { minimalSetup } from "codemirror";
import { language } from "../../i18n/language.ts";
import { look } from "./look.ts";

const japanese = {
  Find: "検索",
  Replace: "置換",
  next: "次へ",
  previous: "前へ",
  all: "すべて選択",
  "match case": "大文字と小文字を区別",
  regexp: "正規表現",
  "by word": "単語単位",
  replace: "置換",
  "replace all": "すべて置換",
  close: "閉じる",
  "Go to line": "行へ移動",
  go: "移動",
  "$ unchanged lines": "変更のない $ 行",
  "Revert this chunk": "この変更を取り込む",
};

/** U-163: from here on, helpers that read around the cursor are left out. */
const largeBytes = 100 * 1024;
/** U-163: from here on, no language is loaded. */
export const hugeBytes = 500 * 1024;

const forSmall = (): Extension => [
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  autocompletion(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  foldGutter(),
];

/** CodeMirror's own words, in the language of the reader. */
export const phrases = (): Extension =>
  language() === "ja" ? EditorState.phrases.of(japanese) : [];

/** What an editor of a file of this size has. */
export const editorExtensions = (size: number, readOnly: boolean): Extension => [
  lineNumbers(),
  search({ top: true }),
  size < largeBytes ? forSmall() : [],
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...foldKeymap, indentWithTab]),
  minimalSetup,
  look,
  EditorState.readOnly.of(readOnly),
  phrases(),
];
