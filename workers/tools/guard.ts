/**
 * What holds whatever was approved, on resolved paths: a view of the files that refuses. Every tool
 * and every command of the shell sees the files through it, so a redirection, `find -delete` or a
 * search meets the same rules as Edit.
 */
import type { ToolPolicy } from "../agent/tool.ts";
import { pathDenier, ruleDeniesPath } from "../agent/rules.ts";
import type { FileEntry, ToolFiles } from "./files.ts";
import { ToolRefusal } from "./outcome.ts";
import { shownPath } from "./tool-path.ts";

const isGitInternal = (path: string): boolean => path.split("/").includes(".git");

/** Why this path may not be read, or null. */
export function readRefusal(policy: ToolPolicy, path: string): string | null {
  const rule = ruleDeniesPath(policy.deny, "read", path);
  return rule && `${shownPath(path)} may not be read: the rule ${rule} denies it.`;
}

/** May this path be read? For the many of a search. */
export function readableBy(policy: ToolPolicy): (path: string) => boolean {
  const denies = pathDenier(policy.deny, "read");
  return (path) => denies(path) === null;
}

/** Why this path may not be changed, or null. */
function writeRefusal(policy: ToolPolicy, path: string): string | null {
  const shown = shownPath(path);
  if (policy.read_only) return `${shown} was not changed: only reads are allowed here.`;
  if (isGitInternal(path)) return `${shown} was not changed: .git is protected.`;
  const rule = ruleDeniesPath(policy.deny, "edit", path);
  return rule && `${shown} may not be changed: the rule ${rule} denies it.`;
}

export function assertReadable(policy: ToolPolicy, path: string): void {
  const why = readRefusal(policy, path);
  if (why) throw new ToolRefusal(why);
}

export function assertWritable(policy: ToolPolicy, path: string): void {
  const why = writeRefusal(policy, path);
  if (why) throw new ToolRefusal(why);
}

export function guardedFiles(files: ToolFiles, policy: ToolPolicy): ToolFiles {
  const assertTreeWritable = (path: string): void => {
    assertWritable(policy, path);
    if (files.stat(path)?.type !== "directory") return;
    for (const entry of files.walk(path)) assertWritable(policy, entry.path);
  };
  return {
    stat: (path) => files.stat(path),
    list: (directory) => files.list(directory),
    walk: (directory) => files.walk(directory),
    readLocal(path, hash) {
      assertReadable(policy, path);
      return files.readLocal(path, hash);
    },
    async read(path) {
      assertReadable(policy, path);
      return files.read(path);
    },
    async write(path, body, options): Promise<FileEntry> {
      assertWritable(policy, path);
      return files.write(path, body, options);
    },
    makeDirectory(path) {
      assertWritable(policy, path);
      files.makeDirectory(path);
    },
    remove(path, options) {
      assertTreeWritable(path);
      return files.remove(path, options);
    },
    move(from, to) {
      assertTreeWritable(from);
      assertTreeWritable(to);
      for (const entry of subtree(files, from)) {
        assertReadable(policy, entry.path);
        assertWritable(policy, to + entry.path.slice(from.length));
      }
      return files.move(from, to);
    },
    setExecutable(path, executable) {
      assertWritable(policy, path);
      files.setExecutable(path, executable);
    },
  };
}

/** The entry itself and everything below it. */
function* subtree(files: ToolFiles, path: string): Generator<FileEntry> {
  const entry = files.stat(path);
  if (!entry) return;
  yield entry;
  if (entry.type === "directory") yield* files.walk(path);
}
