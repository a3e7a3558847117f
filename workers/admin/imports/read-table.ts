import { AppError } from "../../platform/errors.ts";
import { mostRecords, readCsv } from "./read-csv.ts";

export interface TableRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  /** By column; of a column that is not in the file, "". */
  readonly values: Readonly<Record<string, string>>;
}

const refuse = (path: string, message: string): never => {
  throw new AppError("BULK_002", undefined, [{ path, message }]);
};

/** Our own exports mark what begins like a formula; it comes back as it was. */
const unmarked = (cell: string): string => cell.replace(/^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/u, "");

/** CSV with a header row of known columns. Throws BULK_002. */
export function readTable(
  text: string,
  shape: { readonly columns: readonly string[]; readonly required: readonly string[] },
): TableRow[] {
  const records = readCsv(text);
  if (records === null) return refuse("file", "a quote is not closed");
  if (records.length > mostRecords) {
    throw new AppError("BULK_002", { max_rows: mostRecords });
  }
  const [header, ...rows] = records;
  if (!header) return refuse("file", "empty");
  const names = header.cells.map((name) => name.trim().toLowerCase());
  for (const [at, name] of names.entries()) {
    if (!shape.columns.includes(name)) refuse(name || `column ${at + 1}`, "not a known column");
    if (names.indexOf(name) !== at) refuse(name, "there twice");
  }
  for (const name of shape.required) if (!names.includes(name)) refuse(name, "missing column");
  return rows.map(({ row, cells }) => {
    if (cells.length > names.length) refuse(`row ${row}`, "more cells than the header row");
    const valueOf = (name: string) => unmarked(cells[names.indexOf(name)] ?? "");
    return { row, values: Object.fromEntries(shape.columns.map((name) => [name, valueOf(name)])) };
  });
}
