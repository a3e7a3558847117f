/** What Write and Edit share: the diff they show, and the rule that a file is read before it changes. */
import type { ToolDisplay } from "#contract/chat";
import { unifiedDiff } from "./diff.ts";
import type { FileEntry } from "./files.ts";
import { ToolRefusal } from "./outcome.ts";
import { decodeText, encodeText } from "./text.ts";
import type { ToolContext } from "./tool.ts";
import { shownPath } from "./tool-path.ts";

export interface Change {
  readonly path: string;
  /** Null: the file does not exist yet. */
  readonly before: string | null;
  readonly after: string;
  readonly note: string;
}

export function changeDisplay(change: Change): ToolDisplay {
  return {
    kind: "diff",
    path: change.path,
    change: change.before === null ? "create" : "update",
    ...unifiedDiff(change.path, change.before, change.after),
  };
}

/** Refuses unless this session has read the very version that is there; Write needs all of it. */
export function assertRead(
  context: ToolContext,
  entry: FileEntry & { hash: string },
  need: "whole" | "any",
): void {
  const shown = shownPath(entry.path);
  const known = context.ledger.get(entry.path);
  if (!known) throw new ToolRefusal(`${shown} has not been read yet. Read it before changing it.`);
  if (known.hash !== entry.hash) {
    throw new ToolRefusal(
      `${shown} was changed since you read it, by a person, a command or another session. Read it again before changing it.`,
    );
  }
  if (need === "whole" && known.partial) {
    throw new ToolRefusal(
      `Only a part of ${shown} has been read. Read all of it before replacing it, or use Edit.`,
    );
  }
}

/** The text of a file about to change. */
export async function textOf(context: ToolContext, path: string): Promise<string> {
  const body = context.files.readLocal(path) ?? (await context.files.read(path));
  const text = decodeText(body);
  if (text === null)
    throw new ToolRefusal(`${shownPath(path)} is a binary file and cannot be edited.`);
  return text;
}

export async function applyChange(context: ToolContext, change: Change): Promise<void> {
  const written = await context.files.write(change.path, encodeText(change.after));
  if (written.hash !== null) context.ledger.set(change.path, written.hash, false);
}
