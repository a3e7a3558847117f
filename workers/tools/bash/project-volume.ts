/** The project as the shell's volume: guarded, counted, and remembering what changed. */
import type { FileEntry, ToolFiles } from "../files.ts";
import { ToolRefusal } from "../outcome.ts";
import { shownPath } from "../tool-path.ts";
import { baseName, directoryMode, fileMode, type Volume, type VolumeEntry } from "./volume.ts";

/** More deletions than this in one command are taken for a mistake. */
const maxDeleted = 2000;
const maxListed = 500;
/** Commands hold what they read in memory, several copies of it at times. */
const maxReadBytes = 16 * 1024 * 1024;

export interface ProjectVolume extends Volume {
  /** Files the command created, changed or removed, at most 500. */
  changed(): string[];
}

/** `files` is already guarded: what a policy denies, it throws; `assertWritable` asks it beforehand. */
export function projectVolume(
  files: ToolFiles,
  assertWritable: (path: string) => void,
): ProjectVolume {
  const changed = new Set<string>();
  let deleted = 0;

  const view = (entry: FileEntry): VolumeEntry => ({
    name: baseName(entry.path),
    directory: entry.type === "directory",
    size: entry.size,
    mode: entry.type === "directory" ? directoryMode : fileMode(entry.executable),
    modified_at: entry.modified_at,
  });
  const filesIn = (path: string): string[] => {
    const entry = files.stat(path);
    if (entry?.type === "file") return [path];
    if (!entry) return [];
    return [...files.walk(path)].filter((each) => each.type === "file").map((each) => each.path);
  };
  const assertDeletable = (path: string, count: number): void => {
    if (deleted + count > maxDeleted) {
      throw new ToolRefusal(
        `${shownPath(path)} was not deleted: one command may delete at most ${maxDeleted} files.`,
      );
    }
  };

  return {
    changed: () => [...changed].sort().slice(0, maxListed),
    stat(path) {
      if (path === "") {
        return { name: "workspace", directory: true, size: 0, mode: directoryMode, modified_at: 0 };
      }
      const entry = files.stat(path);
      return entry && view(entry);
    },
    list: (path) => files.list(path).map(view),
    async read(path) {
      const size = files.stat(path)?.size ?? 0;
      if (size > maxReadBytes) {
        throw new ToolRefusal(`${shownPath(path)} is too large for this shell (${size} bytes).`);
      }
      return files.readLocal(path) ?? (await files.read(path));
    },
    assertWritable,
    async write(path, body) {
      await files.write(path, body);
      changed.add(path);
    },
    makeDirectory: (path) => files.makeDirectory(path),
    remove(path) {
      const going = filesIn(path);
      assertDeletable(path, going.length);
      files.remove(path, { recursive: true });
      deleted += going.length;
      for (const each of going) changed.add(each);
    },
    move(from, to) {
      const moving = filesIn(from);
      files.move(from, to);
      for (const each of moving) {
        changed.add(each);
        changed.add(to + each.slice(from.length));
      }
    },
    setMode(path, mode) {
      const entry = files.stat(path);
      const executable = (mode & 0o111) !== 0;
      if (entry?.type !== "file" || entry.executable === executable) return;
      files.setExecutable(path, executable);
      changed.add(path);
    },
  };
}
