import * as v from "valibot";
import { applyChange, assertRead, type Change, changeDisplay, textOf } from "./change.ts";
import { defineTool } from "./define-tool.ts";
import { assertReadable, assertWritable } from "./guard.ts";
import { succeeded, ToolRefusal } from "./outcome.ts";
import { existingFile } from "./read.ts";
import type { ToolContext } from "./tool.ts";
import { shownPath, toolPath } from "./tool-path.ts";

const Input = v.object({
  file_path: v.pipe(
    v.string(),
    v.minLength(1),
    v.description("The file, absolute: /workspace/src/index.ts"),
  ),
  old_string: v.pipe(v.string(), v.description("The text to replace, exactly as in the file")),
  new_string: v.pipe(v.string(), v.description("The text to put in its place")),
  replace_all: v.optional(
    v.pipe(v.boolean(), v.description("Replace every occurrence instead of the only one")),
    false,
  ),
});
type Input = v.InferOutput<typeof Input>;

export const editTool = defineTool({
  name: "Edit",
  description: `Replaces exact text in a file.
- The file must have been read before, and not have changed since.
- old_string must stand in the file exactly, indentation included, without the line numbers Read shows. No patterns.
- It must occur once: add lines around it until it does, or set replace_all.
- An empty old_string creates a file that does not exist yet.`,
  effect: "edit",
  input: Input,
  target: (input) => input.file_path,
  async run(input, context) {
    const change = await plan(input, context);
    await applyPartially(input, context, change);
    return succeeded(`${change.note} in ${shownPath(change.path)}.`, changeDisplay(change));
  },
  preview: async (input, context) => changeDisplay(await plan(input, context)),
});

/** An edit of a file read in part leaves it read in part. */
async function applyPartially(input: Input, context: ToolContext, change: Change): Promise<void> {
  const partial = context.ledger.get(change.path)?.partial ?? false;
  await applyChange(context, change);
  const now = context.ledger.get(change.path);
  if (partial && now && input.old_string !== "") context.ledger.set(change.path, now.hash, true);
}

async function plan(input: Input, context: ToolContext): Promise<Change> {
  const path = toolPath(input.file_path);
  assertReadable(context.policy, path);
  assertWritable(context.policy, path);
  if (input.old_string === input.new_string) {
    throw new ToolRefusal("old_string and new_string are the same: nothing would change.");
  }
  if (input.old_string === "") {
    if (context.files.stat(path)) {
      throw new ToolRefusal(
        `${shownPath(path)} exists; an empty old_string only creates a file. Use Write to replace it.`,
      );
    }
    return { path, before: null, after: input.new_string, note: "Created the file" };
  }

  assertRead(context, existingFile(context, path), "any");
  const before = await textOf(context, path);
  const { found, old, next } = inFileLineEndings(before, input);
  if (found === 0) {
    throw new ToolRefusal(
      `old_string does not occur in ${shownPath(path)}. It must match exactly, with the same indentation and without line numbers.`,
    );
  }
  if (found > 1 && !input.replace_all) {
    throw new ToolRefusal(
      `old_string occurs ${found} times in ${shownPath(path)}. Add lines around it until it is unique, or set replace_all.`,
    );
  }
  return {
    path,
    before,
    after: before.split(old).join(next),
    note: found === 1 ? "Replaced 1 occurrence" : `Replaced ${found} occurrences`,
  };
}

/** Read shows CRLF as plain line ends, so text typed from it is tried with the file's own. */
function inFileLineEndings(
  text: string,
  input: Input,
): { found: number; old: string; next: string } {
  const { old_string: old, new_string: next } = input;
  const found = occurrences(text, old);
  if (found > 0 || !text.includes("\r\n")) return { found, old, next };
  const crlf = (value: string) => value.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n");
  return { found: occurrences(text, crlf(old)), old: crlf(old), next: crlf(next) };
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;
