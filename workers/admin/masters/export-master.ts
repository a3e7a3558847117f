import { hasZero } from "#contract/admin-price";
import type { MasterKind } from "#contract/master";
import { csvColumns } from "../../masters/entries.ts";
import { listCommandPatterns, listPromptTemplates } from "../../masters/lists.ts";
import { projectTemplate } from "../../masters/masters.sql.ts";
import { byteOrderMark, csvLineToImport } from "../../platform/text/csv.ts";
import type { Db } from "../../platform/db.ts";
import type { Taking } from "../../platform/records/record-export.ts";
import { streamText } from "../../platform/text/stream-text.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";
import { toPrice } from "../prices/service.ts";

type Entries = readonly Readonly<Record<string, unknown>>[];

const dollars = (microUsd: number): number => microUsd / 1_000_000;

async function storedEntries(db: Db, kind: MasterKind): Promise<Entries> {
  switch (kind) {
    case "project_templates": {
      const rows = await db.select().from(projectTemplate).orderBy(projectTemplate.name);
      return rows.map(({ name, description, files }) => ({ name, description, files }));
    }
    case "prompt_templates":
      return (await listPromptTemplates(db)).map(({ name, description, body }) => ({
        name,
        description,
        body,
      }));
    case "command_patterns":
      return (await listCommandPatterns(db)).map(({ pattern, effect, note }) => ({
        pattern,
        effect,
        note,
      }));
    case "model_prices": {
      const rows = await db.select().from(modelPrice).orderBy(modelPrice.model);
      return rows.map((row) => ({
        model: row.model,
        effective_from: row.effectiveFrom.toISOString(),
        prompt_over: row.promptOver,
        input: dollars(row.input),
        output: dollars(row.output),
        cache_read: dollars(row.cacheRead),
        cache_write_5m: dollars(row.cacheWrite5m),
        cache_write_1h: dollars(row.cacheWrite1h),
        allow_zero: hasZero(toPrice(row)) || undefined,
      }));
    }
    default:
      return kind satisfies never;
  }
}

const examples: Readonly<Record<MasterKind, Entries>> = {
  project_templates: [
    {
      name: "TypeScript library",
      description: "package.json と src のテンプレート",
      files: {
        "package.json": '{\n  "name": "my-library",\n  "type": "module"\n}\n',
        "src/index.ts": "export const hello = (name: string) => `Hello, ${name}`;\n",
      },
    },
  ],
  prompt_templates: [
    {
      name: "review",
      description: "コードレビュー",
      body: "{{file}} をレビューしてください。特に {{focus}} を確認してください。",
    },
  ],
  command_patterns: [
    { pattern: "git push *", effect: "ask", note: "公開前に確認" },
    { pattern: "npm publish *", effect: "deny", note: "公開は CI から" },
    { pattern: "WebFetch(domain:example.com)", effect: "deny", note: "取得させない" },
  ],
  model_prices: [
    {
      model: "claude-sonnet-4-5*",
      effective_from: "2026-01-01T00:00:00Z",
      prompt_over: 0,
      input: 3,
      output: 15,
      cache_read: 0.3,
      cache_write_5m: 3.75,
      cache_write_1h: 6,
    },
  ],
};

/** A line a file for project templates, else a line an entry. */
const linesOf = (kind: MasterKind, entries: Entries): Entries =>
  kind === "project_templates"
    ? entries.flatMap(({ name, description, files }) =>
        Object.entries(files as Record<string, string>).map(([path, content]) => ({
          name,
          description,
          path,
          content,
        })),
      )
    : entries;

type Format = "csv" | "json";

async function* written(kind: MasterKind, entries: Entries, format: Format, took: Taking["took"]) {
  took(0);
  if (format === "json") {
    yield `${JSON.stringify(entries, null, 2)}\n`;
    took(entries.length);
    return;
  }
  const columns = csvColumns[kind];
  yield byteOrderMark + csvLineToImport(columns);
  for (const entry of entries) {
    yield linesOf(kind, [entry])
      .map((line) => csvLineToImport(columns.map((column) => line[column])))
      .join("");
    took(1);
  }
}

export async function exportMaster(
  db: Db,
  kind: MasterKind,
  { format, template }: { format: Format; template: "true" | "false" },
  { took, end }: Taking,
): Promise<Response> {
  const entries = template === "true" ? examples[kind] : await storedEntries(db, kind);
  const name = `engawa-${kind.replaceAll("_", "-")}${template === "true" ? "-template" : ""}.${format}`;
  return new Response(streamText(written(kind, entries, format, took), end), {
    headers: {
      "content-type": format === "json" ? "application/json" : "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
