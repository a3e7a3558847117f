import * as v from "valibot";
import type { ToolOutcome } from "../agent/tool.ts";
import { defineTool } from "./define-tool.ts";
import type { FileEntry } from "./files.ts";
import { assertReadable } from "./guard.ts";
import { failed, succeeded, ToolRefusal } from "./outcome.ts";
import { decodeText, splitLines } from "./text.ts";
import type { ToolContext } from "./tool.ts";
import { shownPath, toolPath } from "./tool-path.ts";

const defaultLines = 2000;
const maxLineChars = 2000;
const maxChars = 120_000;

const Input = v.object({
  file_path: v.pipe(
    v.string(),
    v.minLength(1),
    v.description("The file, absolute: /workspace/src/index.ts"),
  ),
  offset: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.description("The first line to show, from 1")),
  ),
  limit: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.description("How many lines to show")),
  ),
});
type Input = v.InferOutput<typeof Input>;

export const readTool = defineTool({
  name: "Read",
  description: `Reads a text file of the project.
- Lines come numbered as with cat -n: number, tab, text. The number and the tab are no part of the file.
- Without offset and limit it shows up to ${defaultLines} lines; lines longer than ${maxLineChars} characters are cut.
- A file must have been read before Edit or Write may change it; before Write, as a whole.
- Directories, images and other binary files are refused: use Glob, or ls in Bash, for directories.`,
  effect: "read",
  input: Input,
  target: (input) => input.file_path,
  run: read,
});

/** The entry of a file, or a refusal that says what stands there instead. */
export function existingFile(context: ToolContext, path: string): FileEntry & { hash: string } {
  const entry = context.files.stat(path);
  if (!entry && path !== "") {
    throw new ToolRefusal(`${shownPath(path)} does not exist.${nearby(context, path)}`);
  }
  if (!entry || entry.hash === null) {
    throw new ToolRefusal(
      `${shownPath(path)} is a directory, not a file. List it with Glob or ls.`,
    );
  }
  return { ...entry, hash: entry.hash };
}

function nearby(context: ToolContext, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const found: string[] = [];
  for (const entry of context.files.walk("")) {
    if (entry.type !== "file" || !entry.path.endsWith(name)) continue;
    if (entry.path === name || entry.path.endsWith(`/${name}`)) found.push(shownPath(entry.path));
    if (found.length === 3) break;
  }
  return found.length === 0 ? "" : ` Did you mean ${found.join(" or ")}?`;
}

async function read(input: Input, context: ToolContext): Promise<ToolOutcome> {
  const path = toolPath(input.file_path);
  assertReadable(context.policy, path);
  const entry = existingFile(context, path);
  const shown = shownPath(path);
  if (entry.kind === "image") {
    return failed(`${shown} is an image (${entry.size} bytes); this tool shows text only.`);
  }
  // A binary body may be larger than the memory there is, and says nothing here.
  const text =
    entry.kind === "binary"
      ? null
      : decodeText(context.files.readLocal(path) ?? (await context.files.read(path)));
  if (text === null) {
    return failed(`${shown} is a binary file (${entry.size} bytes); this tool shows text only.`);
  }

  const lines = splitLines(text);
  const from = Math.max(1, input.offset ?? 1);
  const display = {
    kind: "file",
    path,
    from_line: from,
    lines: 0,
    total_lines: lines.length,
  } as const;
  if (lines.length === 0) {
    context.ledger.set(path, entry.hash, false);
    return succeeded(`(${shown} exists and is empty.)`, display);
  }
  if (from > lines.length) {
    return failed(`${shown} has ${lines.length} lines; line ${from} is past its end.`);
  }

  const view = numbered(lines, from, input.limit ?? defaultLines);
  const whole = from === 1 && view.next > lines.length && view.cut === 0;
  const known = context.ledger.get(path);
  if (whole || known?.hash !== entry.hash || known.partial) {
    context.ledger.set(path, entry.hash, !whole);
  }
  const notices = [
    view.next <= lines.length || from > 1
      ? `Lines ${from} to ${view.next - 1} of ${lines.length} are shown${view.next <= lines.length ? `; go on with offset ${view.next}` : ""}.`
      : "",
    view.cut > 0 ? `${view.cut} lines longer than ${maxLineChars} characters were cut.` : "",
  ].filter(Boolean);
  const tail = notices.length === 0 ? "" : `\n\n(This is a part of the file. ${notices.join(" ")})`;
  return succeeded(view.text + tail, { ...display, lines: view.next - from });
}

function numbered(
  lines: readonly string[],
  from: number,
  limit: number,
): { text: string; next: number; cut: number } {
  const out: string[] = [];
  let cut = 0;
  let size = 0;
  let at = from;
  for (; at <= lines.length && at < from + limit; at++) {
    let line = lines[at - 1] ?? "";
    if (line.endsWith("\r")) line = line.slice(0, -1);
    if (line.length > maxLineChars) {
      line = `${line.slice(0, maxLineChars)}… (${line.length} characters)`;
      cut++;
    }
    size += line.length + 8;
    if (size > maxChars && out.length > 0) break;
    out.push(`${String(at).padStart(6)}\t${line}`);
  }
  return { text: out.join("\n"), next: at, cut };
}
