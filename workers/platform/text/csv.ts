import { spellHidden } from "./hidden-characters.ts";

/** Excel reads UTF-8 as such only behind a mark. */
export const byteOrderMark = "\uFEFF";

/** What a spreadsheet may take for a formula, full-width signs included, which Japanese Excel reads. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** The same wherever a cell begins for a spreadsheet that separates by semicolons or tabs, as half of Europe's do. */
const formulas = /(?<=^|[;\t\r\n])(?=[\s'\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;

const quoted = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const cell =
  (asText: (text: string) => string) =>
  (value: unknown): string => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return quoted(asText(typeof value === "string" ? value : JSON.stringify(value)));
  };

const line = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

/** A line of RFC 4180, with its end: none of it is a formula (T-28), none is hidden or turns the rest around. */
export const csvLine = (values: readonly unknown[]): string =>
  line(values.map(cell((text) => spellHidden(text).replace(formulas, "'"))));

/** A line that is read in again: only what begins like a formula is marked, which the import takes back. */
export const csvLineToImport = (values: readonly unknown[]): string =>
  line(values.map(cell((text) => (formula.test(text) ? `'${text}` : text))));
