import type { Language } from "#contract/errors";
import type { Core } from "./core.ts";
import { readMeta } from "./meta.ts";

type Sums = {
  calls: number;
  input: number;
  output: number;
  read: number;
  written: number;
};

const words = {
  ja: {
    cost: "費用",
    calls: "応答",
    input: "入力",
    output: "出力",
    read: "キャッシュ読込",
    written: "キャッシュ書込",
  },
  en: {
    cost: "Cost",
    calls: "Answers",
    input: "Input",
    output: "Output",
    read: "Cache read",
    written: "Cache written",
  },
} as const;

/** Markdown: what this session has used, in tokens and dollars. */
export function costText(core: Core, language: Language): string {
  const sums = core.sql
    .exec<Sums>(
      `SELECT count(*) AS calls,
         coalesce(sum(json_extract(body, '$.usage.input_tokens')), 0) AS input,
         coalesce(sum(json_extract(body, '$.usage.output_tokens')), 0) AS output,
         coalesce(sum(json_extract(body, '$.usage.cache_read_tokens')), 0) AS read,
         coalesce(sum(json_extract(body, '$.usage.cache_write_5m_tokens') + json_extract(body, '$.usage.cache_write_1h_tokens')), 0) AS written
       FROM item WHERE json_extract(body, '$.kind') = 'assistant'`,
    )
    .one();
  const w = words[language];
  const dollars = (readMeta(core.sql, "cost_micro_usd") / 1_000_000).toFixed(4);
  const rows: [string, string][] = [
    [w.cost, `$${dollars}`],
    [w.calls, String(sums.calls)],
    [w.input, sums.input.toLocaleString("en-US")],
    [w.output, sums.output.toLocaleString("en-US")],
    [w.read, sums.read.toLocaleString("en-US")],
    [w.written, sums.written.toLocaleString("en-US")],
  ];
  return ["| | |", "|---|---:|", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    "\n",
  );
}
