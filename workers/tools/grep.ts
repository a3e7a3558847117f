import * as v from "valibot";
import type { ToolOutcome } from "../agent/tool.ts";
import { defineTool } from "./define-tool.ts";
import { readableBy, readRefusal } from "./guard.ts";
import { failed, succeeded, ToolRefusal } from "./outcome.ts";
import { splitLines } from "./text.ts";
import type { ToolContext } from "./tool.ts";
import { shownPath, toolPath } from "./tool-path.ts";

const defaultLimit = 250;
const maxChars = 60_000;

const Context = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)));
const Flag = v.optional(v.boolean());

const Input = v.object({
  pattern: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(4000),
    v.description("A regular expression in ripgrep's syntax"),
  ),
  path: v.optional(
    v.pipe(v.string(), v.description("A file or directory; the whole project by default")),
  ),
  glob: v.optional(
    v.pipe(v.string(), v.maxLength(500), v.description("Only these files, e.g. *.{ts,tsx}")),
  ),
  type: v.optional(
    v.pipe(v.string(), v.maxLength(50), v.description("Only files of this type: js, py, rust, go")),
  ),
  output_mode: v.optional(
    v.pipe(
      v.picklist(["files_with_matches", "content", "count"]),
      v.description("files_with_matches (default): paths; content: lines; count: lines a file"),
    ),
    "files_with_matches",
  ),
  "-A": v.pipe(Context, v.description("Lines to show after each match (content)")),
  "-B": v.pipe(Context, v.description("Lines to show before each match (content)")),
  "-C": v.pipe(Context, v.description("Lines to show around each match (content)")),
  context: v.pipe(Context, v.description("The same as -C")),
  "-n": v.pipe(Flag, v.description("Line numbers (content); true by default")),
  "-i": v.pipe(Flag, v.description("Ignore case")),
  "-o": v.pipe(Flag, v.description("Only the matching part of each line (content)")),
  multiline: v.pipe(Flag, v.description("Let the pattern cross lines; . matches line ends too")),
  head_limit: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.description(`At most this many lines or files; ${defaultLimit} by default, 0 for all`),
    ),
    defaultLimit,
  ),
  offset: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.description("Skip this many first")),
    0,
  ),
});
type Input = v.InferOutput<typeof Input>;

export const grepTool = defineTool({
  name: "Grep",
  description: `Searches file contents with ripgrep. Prefer it to grep in Bash.
- The pattern is a regular expression as in ripgrep: escape literal braces and parentheses (interface\\{\\}). There is no lookaround and no backreference.
- Files that .gitignore names and binary files are left out.
- Paths in results are relative to the project's root.`,
  effect: "read",
  input: Input,
  target: (input) => (input.path ? `${input.pattern} in ${input.path}` : input.pattern),
  run: grep,
});

async function grep(input: Input, context: ToolContext): Promise<ToolOutcome> {
  const path = toolPath(input.path ?? "");
  if (path !== "" && !context.files.stat(path)) {
    throw new ToolRefusal(`${shownPath(path)} does not exist.`);
  }
  const denied = readRefusal(context.policy, path);
  if (denied) throw new ToolRefusal(denied);

  // Loaded on first use: the engine is large, and most requests never search.
  const { runRipgrep } = await import("./ripgrep/run.ts");
  const args = [...options(input), "-e", input.pattern, ...(path === "" ? [] : ["--", path])];
  const found = await runRipgrep(context.files, args, {
    cwd: "",
    readable: readableBy(context.policy),
  });
  const notice = found.stderr.replaceAll(/^rg: /gm, "").trim();
  if (found.code === 2 && found.stdout === "") return failed(`The search failed: ${notice}`);

  const all = splitLines(found.stdout);
  const ordered = input.output_mode === "files_with_matches" ? newestFirst(all, context) : all;
  const output = page(ordered, input) + (notice ? `\n(${notice})` : "");
  return succeeded(output, {
    kind: "matches",
    summary: input.pattern,
    count: ordered.length,
    output,
  });
}

function options(input: Input): string[] {
  const args = ["--color=never", "--no-heading", "--hidden", "--with-filename"];
  if (input["-i"]) args.push("--ignore-case");
  if (input.multiline) args.push("--multiline", "--multiline-dotall");
  if (input.type) args.push(`--type=${input.type}`);
  for (const glob of globs(input.glob)) args.push(`--glob=${glob}`);
  if (input.output_mode === "files_with_matches") return [...args, "--files-with-matches"];
  if (input.output_mode === "count") return [...args, "--count"];
  args.push("--max-columns=500", "--max-columns-preview");
  args.push(input["-n"] === false ? "--no-line-number" : "--line-number");
  if (input["-o"]) args.push("--only-matching");
  const around = input["-C"] ?? input.context;
  if (around !== undefined) args.push(`--context=${around}`);
  if (input["-A"] !== undefined) args.push(`--after-context=${input["-A"]}`);
  if (input["-B"] !== undefined) args.push(`--before-context=${input["-B"]}`);
  return args;
}

/** Several globs may stand in one string, between spaces or commas outside braces. */
function globs(text: string | undefined): string[] {
  if (!text) return [];
  const spaced = text.split(/\s+/);
  return spaced.flatMap((part) => (part.includes("{") ? [part] : part.split(","))).filter(Boolean);
}

function newestFirst(paths: readonly string[], context: ToolContext): string[] {
  const changed = new Map(
    paths.map((path) => [path, context.files.stat(path)?.modified_at ?? 0] as const),
  );
  return [...paths].sort((a, b) => (changed.get(b) ?? 0) - (changed.get(a) ?? 0));
}

function page(lines: readonly string[], input: Input): string {
  if (lines.length === 0) {
    return input.output_mode === "files_with_matches" ? "No files found" : "No matches found";
  }
  const limit = input.head_limit === 0 ? lines.length : input.head_limit;
  const wanted = lines.slice(input.offset, input.offset + limit);
  if (wanted.length === 0) return `There are only ${lines.length} results.`;
  const shown = fitting(wanted);
  const text = shown.join("\n");
  const next = input.offset + shown.length;
  if (next >= lines.length && input.offset === 0) return text;
  const more = next < lines.length ? `; go on with offset ${next}` : "";
  return `${text}\n\n(${input.offset + 1} to ${next} of ${lines.length} are shown${more}.)`;
}

/** As many lines as a result may carry. */
function fitting(lines: readonly string[]): readonly string[] {
  let size = 0;
  const end = lines.findIndex((line) => (size += line.length + 1) > maxChars);
  return end === -1 ? lines : lines.slice(0, Math.max(1, end));
}
