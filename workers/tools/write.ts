import * as v from "valibot";
import { applyChange, assertRead, type Change, changeDisplay, textOf } from "./change.ts";
import { defineTool } from "./define-tool.ts";
import { assertReadable, assertWritable } from "./guard.ts";
import { succeeded, ToolRefusal } from "./outcome.ts";
import { existingFile } from "./read.ts";
import { splitLines } from "./text.ts";
import type { ToolContext } from "./tool.ts";
import { shownPath, toolPath } from "./tool-path.ts";

const Input = v.object({
  file_path: v.pipe(
    v.string(),
    v.minLength(1),
    v.description("The file, absolute: /workspace/src/index.ts"),
  ),
  content: v.pipe(v.string(), v.description("The whole new content")),
});
type Input = v.InferOutput<typeof Input>;

export const writeTool = defineTool({
  name: "Write",
  description: `Creates a file, with the directories it needs, or replaces one as a whole.
- An existing file must have been read completely before, and not have changed since.
- To change a part of a file, use Edit.`,
  effect: "edit",
  input: Input,
  target: (input) => input.file_path,
  async run(input, context) {
    const change = await plan(input, context);
    await applyChange(context, change);
    const shown = shownPath(change.path);
    return succeeded(
      `${change.before === null ? "Created" : "Replaced"} ${shown} (${splitLines(change.after).length} lines).`,
      changeDisplay(change),
    );
  },
  preview: async (input, context) => changeDisplay(await plan(input, context)),
});

async function plan(input: Input, context: ToolContext): Promise<Change> {
  const path = toolPath(input.file_path);
  if (path === "") throw new ToolRefusal("file_path names the project itself, not a file.");
  assertReadable(context.policy, path);
  assertWritable(context.policy, path);
  const change = { path, before: null, after: input.content, note: "" };
  if (!context.files.stat(path)) return change;
  assertRead(context, existingFile(context, path), "whole");
  return { ...change, before: await textOf(context, path) };
}
