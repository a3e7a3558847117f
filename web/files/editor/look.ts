import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: "var(--ink)", backgroundColor: "var(--raised)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    fontVariantLigatures: "none",
    lineHeight: "1.6",
  },
  ".cm-gutters": {
    backgroundColor: "var(--raised)",
    color: "var(--quiet)",
    border: "none",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--sunken) 60%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "var(--warn-soft)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  ".cm-panels": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    borderColor: "var(--line)",
  },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-textfield": { border: "1px solid var(--edge)", backgroundColor: "var(--raised)" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    fontSize: "13px",
    padding: "2px 8px",
  },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "6px",
    padding: "6px 32px 6px 8px",
    fontFamily: "var(--font-sans)",
    "& input, & button, & label": { margin: "0" },
    "& label": {
      display: "inline-flex",
      alignItems: "center",
      gap: "4px",
      fontSize: "13px",
    },
    "& .cm-textfield": { flex: "1 1 8em", maxWidth: "20em", fontSize: "13px", padding: "2px 8px" },
    "& [name=close]": {
      top: "4px",
      right: "4px",
      width: "28px",
      height: "28px",
      fontSize: "18px",
      color: "var(--quiet)",
    },
  },
  "@media (max-width: 767px)": {
    ".cm-panel.cm-search .cm-textfield": { flexBasis: "100%", maxWidth: "none" },
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-soft)",
    color: "var(--ink)",
  },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--sunken)",
    border: "none",
    color: "var(--quiet)",
    padding: "0 6px",
  },
  ".cm-changedLine": { backgroundColor: "var(--good-soft) !important" },
  ".cm-deletedChunk, .cm-deletedLine": { backgroundColor: "var(--bad-soft) !important" },
  "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--bad-soft) !important" },
  "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText": {
    background: "none",
    borderBottom: "2px solid var(--bad)",
  },
  "&.cm-merge-b .cm-changedText, .cm-changedText": {
    background: "none",
    borderBottom: "2px solid var(--good)",
  },
  ".cm-deletedChunk .cm-chunkButtons": {
    position: "static",
    display: "flex",
    justifyContent: "flex-end",
    padding: "4px",
  },
  ".cm-deletedChunk .cm-merge-choice": {
    minHeight: "32px",
    padding: "0 8px",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    fontFamily: "var(--font-sans)",
    fontSize: "12px",
  },
  "@media (pointer: coarse)": {
    ".cm-deletedChunk .cm-merge-choice": { minHeight: "44px", minWidth: "44px" },
  },
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "'⋯'" },
  ".cm-collapsedLines": {
    backgroundImage: "none",
    backgroundColor: "var(--sunken)",
    color: "var(--quiet)",
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: "var(--quiet)" },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.tagName], color: "var(--info)" },
  { tag: [tags.string, tags.special(tags.string), tags.attributeValue], color: "var(--good)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.regexp], color: "var(--warn)" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--accent)" },
  {
    tag: [tags.definition(tags.variableName), tags.function(tags.variableName)],
    fontWeight: "600",
  },
  { tag: [tags.propertyName, tags.attributeName], color: "var(--ink)" },
  { tag: tags.heading, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--info)", textDecoration: "underline" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

/** How every editor looks, by the tokens: both themes at once. */
export const look = [frame, syntaxHighlighting(colours)];
