import { byteOrderMark, csvLine } from "../../platform/text/csv.ts";
import { plainJson } from "../../platform/text/hidden-characters.ts";

export type ExportFormat = "csv" | "json" | "ndjson";

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
};

type Fields = Readonly<Record<string, unknown>>;

/** The text of an export, a piece for each step. */
export async function* exportText(
  format: ExportFormat,
  columns: readonly string[],
  steps: AsyncIterable<readonly Fields[]>,
): AsyncGenerator<string> {
  if (format === "csv") yield byteOrderMark + csvLine(columns);
  if (format === "json") yield "[";
  let first = true;
  for await (const records of steps) {
    if (format === "csv") {
      yield records.map((one) => csvLine(columns.map((name) => one[name]))).join("");
      continue;
    }
    const lines = records.map((one) => plainJson(one));
    if (format === "ndjson") yield `${lines.join("\n")}\n`;
    else yield `${first ? "\n" : ",\n"}${lines.join(",\n")}`;
    first = false;
  }
  if (format === "json") yield "\n]\n";
}
