import { Minimatch } from "minimatch";
import * as v from "valibot";
import { defineTool } from "./define-tool.ts";
import type { FileEntry } from "./files.ts";
import { readableBy } from "./guard.ts";
import { succeeded, ToolRefusal } from "./outcome.ts";
import type { ToolContext } from "./tool.ts";
import { canonicalPath, mountPoint, withoutRoot } from "../agent/project-root.ts";
import { shownPath, toolPath } from "./tool-path.ts";

const maxFiles = 100;

const Input = v.object({
  pattern: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(1000),
    v.description("A glob such as **/*.ts or src/**/*.{js,jsx}"),
  ),
  path: v.optional(
    v.pipe(v.string(), v.description("The directory to look in; the project's root by default")),
  ),
});
type Input = v.InferOutput<typeof Input>;

export const globTool = defineTool({
  name: "Glob",
  description: `Finds files by the pattern of their paths, the last changed first, at most ${maxFiles}.
- ** crosses directories. A pattern without a slash matches names at any depth.
- Files named in .gitignore are found too; what lies in .git is not.
- To find files by what they hold, use Grep.`,
  effect: "read",
  input: Input,
  target: (input) => (input.path ? `${input.pattern} in ${input.path}` : input.pattern),
  async run(input, context) {
    const found = matching(input, context);
    found.sort((a, b) => b.modified_at - a.modified_at || (a.path < b.path ? -1 : 1));
    const shown = found.slice(0, maxFiles).map((entry) => shownPath(entry.path));
    const more =
      found.length > maxFiles
        ? `\n(${found.length} files match; only the ${maxFiles} changed last are shown. Narrow the pattern or the path.)`
        : "";
    const output = shown.length === 0 ? "No files found" : shown.join("\n") + more;
    const display = {
      kind: "matches",
      summary: input.pattern,
      count: found.length,
      output,
    } as const;
    return succeeded(output, display);
  },
});

function matching(input: Input, context: ToolContext): FileEntry[] {
  const { directory, pattern } = start(input);
  const at = context.files.stat(directory);
  if (directory !== "" && at?.type !== "directory") {
    throw new ToolRefusal(
      `${shownPath(directory)} ${at ? "is a file, not a directory" : "does not exist"}.`,
    );
  }
  const matcher = new Minimatch(pattern, {
    dot: true,
    nocomment: true,
    nonegate: true,
    matchBase: true,
    braceExpandMax: 1000,
  });
  const skip = directory === "" ? 0 : directory.length + 1;
  const readable = readableBy(context.policy);
  const found: FileEntry[] = [];
  for (const entry of context.files.walk(directory)) {
    if (entry.type !== "file" || entry.path.split("/").includes(".git")) continue;
    if (!matcher.match(entry.path.slice(skip))) continue;
    if (readable(entry.path)) found.push(entry);
  }
  return found;
}

/** An absolute pattern names its own directory. */
function start({ pattern, path }: Input): { directory: string; pattern: string } {
  if (!pattern.startsWith("/")) {
    return { directory: toolPath(path ?? ""), pattern: pattern.replace(/^(?:\.\/)+/, "") };
  }
  const absolute = canonicalPath(pattern);
  if (!absolute.startsWith(`${mountPoint}/`)) {
    throw new ToolRefusal(`${pattern} is outside the project; only ${mountPoint} exists.`);
  }
  return { directory: "", pattern: withoutRoot(pattern) };
}
