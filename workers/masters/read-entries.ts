import * as v from "valibot";
import type { MasterKind } from "#contract/master";
import { readTable } from "../admin/imports/read-table.ts";
import { AppError } from "../platform/errors.ts";
import { parseJson, TooDeep } from "../platform/http/parse-json.ts";
import { csvColumns, csvRequired, entrySchemas, type Entry } from "./entries.ts";
import { issueWords, type Words } from "./issue-words.ts";

/** An entry of the file, or why it is none. */
export interface ReadEntry<Kind extends MasterKind = MasterKind> {
  /** Of a CSV as a spreadsheet counts, of JSON from 1. */
  readonly row: number;
  readonly name: string;
  readonly entry: Entry<Kind> | null;
  readonly error: Words | null;
}

const maxEntries = 300;

interface RawEntry {
  readonly row: number;
  readonly value: unknown;
}

/** Lines of one template's name are its files. */
function gatherFiles(rows: ReturnType<typeof readTable>): RawEntry[] {
  const found = new Map<string, { row: number; value: Record<string, unknown> }>();
  for (const { row, values } of rows) {
    const { name = "", description = "", path = "", content = "" } = values;
    const one = found.get(name) ?? {
      row,
      value: { name, description, files: Object.create(null) as Record<string, string> },
    };
    const files = one.value["files"] as Record<string, string>;
    // A path given twice names a file nobody can mean: it makes the entry invalid below.
    files[path in files ? `${path}/` : path] = content;
    found.set(name, one);
  }
  return [...found.values()];
}

function rawEntries(kind: MasterKind, text: string): RawEntry[] {
  if (/^\s*[[{]/.test(text)) {
    let parsed: unknown;
    try {
      parsed = parseJson(text);
    } catch (error) {
      const message = error instanceof TooDeep ? error.message : "not valid JSON";
      throw new AppError("BULK_002", undefined, [{ path: "file", message }]);
    }
    const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
    return list.map((value, at) => ({ row: at + 1, value }));
  }
  const rows = readTable(text, { columns: csvColumns[kind], required: csvRequired[kind] });
  if (kind === "project_templates") return gatherFiles(rows);
  return rows.map(({ row, values }) => ({ row, value: values }));
}

const nameOf = (value: unknown): string => {
  const fields = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const name = fields["name"] ?? fields["pattern"] ?? fields["model"];
  return typeof name === "string" ? name.slice(0, 200) : "";
};

type PriceIdentity = Pick<Entry<"model_prices">, "model" | "effective_from" | "prompt_over">;

/** What of the table an entry takes the place of. */
export const keyOf = (
  entry: Exclude<Entry<MasterKind>, Entry<"model_prices">> | PriceIdentity,
): string => {
  if ("model" in entry) {
    return `${entry.model} ${Date.parse(entry.effective_from)} ${entry.prompt_over}`;
  }
  return "pattern" in entry ? entry.pattern : entry.name;
};

/** Every entry of a CSV or JSON file. Throws BULK_002. */
export function readEntries(kind: MasterKind, text: string): ReadEntry[] {
  const raws = rawEntries(kind, text);
  if (raws.length === 0 || raws.length > maxEntries) {
    throw new AppError("BULK_002", { entries: raws.length, max_entries: maxEntries });
  }
  const firstOf = new Map<string, number>();
  return raws.map(({ row, value }) => {
    const parsed = v.safeParse(entrySchemas[kind], value);
    const name = nameOf(value);
    if (!parsed.success) {
      return { row, name, entry: null, error: issueWords(parsed.issues[0]) };
    }
    const key = keyOf(parsed.output);
    const first = firstOf.get(key);
    if (first === undefined) {
      firstOf.set(key, row);
      return { row, name, entry: parsed.output, error: null };
    }
    const error = { ja: `${first} 行目と重複しています`, en: `The same as in row ${first}` };
    return { row, name, entry: null, error };
  });
}
