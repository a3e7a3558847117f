/** The search people use: ripgrep's own matches, as data. */
import { AppError } from "../../platform/errors.ts";
import type { ToolFiles } from "../files.ts";
import { runRipgrep } from "./run.ts";

export interface TextQuery {
  readonly pattern: string;
  /** The pattern is text, not a regular expression. */
  readonly literal: boolean;
  readonly ignore_case: boolean;
  readonly glob?: string;
  readonly max_results: number;
}

export interface TextMatch {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** At most 300 characters, the first match among them. */
  readonly text: string;
}

const maxText = 300;
const before = 60;

/** Throws AppError REQUEST_001, naming the field, for a pattern or glob ripgrep refuses. */
export async function searchText(
  files: ToolFiles,
  query: TextQuery,
): Promise<{ matches: TextMatch[]; truncated: boolean }> {
  const args = ["--json", "--hidden", `--max-count=${query.max_results + 1}`];
  if (query.literal) args.push("--fixed-strings");
  if (query.ignore_case) args.push("--ignore-case");
  if (query.glob) args.push(`--glob=${query.glob}`);
  const { code, stdout, stderr } = await runRipgrep(files, [...args, "-e", query.pattern], {
    cwd: "",
  });
  if (code === 2 && stdout === "") {
    const message = stderr.replaceAll(/^rg: /gm, "").trim().slice(0, 500);
    const path = message.startsWith("error parsing glob") ? "json.glob" : "json.pattern";
    throw new AppError("REQUEST_001", undefined, [{ path, message }]);
  }
  const matches: TextMatch[] = [];
  for (const line of stdout.split("\n")) {
    if (!line.startsWith('{"type":"match"') || !line.endsWith("}")) continue;
    if (matches.length === query.max_results) return { matches, truncated: true };
    const match = readMatch(JSON.parse(line));
    if (match) matches.push(match);
  }
  return { matches, truncated: code === 2 };
}

interface MatchLine {
  readonly data: {
    readonly path: { readonly text?: string };
    readonly lines: { readonly text?: string };
    readonly line_number: number;
    readonly submatches: readonly { readonly match: { readonly text?: string } }[];
  };
}

/** Undefined for a path or line that is not text. */
function readMatch({ data }: MatchLine): TextMatch | undefined {
  const { path, lines, line_number: line, submatches } = data;
  if (path.text === undefined || lines.text === undefined) return undefined;
  const text = lines.text.replace(/\r?\n$/, "");
  const at = text.indexOf(submatches[0]?.match.text ?? "");
  const from = text.length > maxText ? Math.max(0, at - before) : 0;
  return { path: path.text, line, text: text.slice(from, from + maxText) };
}
