/** What the shell sees from `/`: the project at /workspace, scratch space at /tmp, /dev/null, nothing else. */
import { leadsToAlias, mountPoint } from "../../agent/project-root.ts";
import { insideProject } from "../tool-path.ts";
import { fsError } from "./fs-error.ts";
import { directoryMode, type Volume, type VolumeEntry } from "./volume.ts";

/** Paths are absolute and resolved. Everything throws POSIX errors, and what the volumes throw. */
export interface ShellTree {
  entry(path: string): VolumeEntry | undefined;
  /** Throws ENOENT. */
  present(operation: string, path: string): VolumeEntry;
  list(path: string): VolumeEntry[];
  read(path: string): Promise<Uint8Array>;
  /** Throws where `write` would refuse a file here, and writes nothing. */
  assertFile(path: string): void;
  write(path: string, body: Uint8Array): Promise<void>;
  makeDirectory(path: string, recursive: boolean): void;
  remove(path: string, recursive: boolean): void;
  /** Moves where both lie in one volume; false, and nothing moved, where they do not. */
  moveWithin(from: string, to: string): boolean;
  setMode(path: string, mode: number): void;
}

interface Place {
  readonly volume: Volume;
  /** Within the volume. */
  readonly path: string;
}

const nullDevice = "/dev/null";
const fixed = (name: string): VolumeEntry => ({
  name,
  directory: true,
  size: 0,
  mode: directoryMode,
  modified_at: 0,
});
const nullEntry: VolumeEntry = { ...fixed("null"), directory: false, mode: 0o666 };

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")));

export function shellTree(project: Volume, scratch: Volume): ShellTree {
  const place = (path: string): Place | undefined => {
    const inside = insideProject(path);
    if (inside !== undefined) return { volume: project, path: inside };
    if (path === "/tmp") return { volume: scratch, path: "" };
    return path.startsWith("/tmp/") ? { volume: scratch, path: path.slice(5) } : undefined;
  };
  /** Where something may be changed: below a mount, never the mount itself. */
  const writable = (operation: string, path: string): Place => {
    const at = place(path);
    if (!at) {
      throw fsError("EROFS", operation, path, `only ${mountPoint} and /tmp can be written`);
    }
    if (at.path === "") throw fsError("EPERM", operation, path, "it cannot be changed itself");
    return at;
  };
  const entry = (path: string): VolumeEntry | undefined => {
    if (path === "/" || path === "/dev") return fixed(path.slice(1));
    if (path === nullDevice) return nullEntry;
    if (leadsToAlias(path)) return fixed(path.slice(path.lastIndexOf("/") + 1));
    const at = place(path);
    return at?.volume.stat(at.path);
  };
  const present = (operation: string, path: string): VolumeEntry => {
    const found = entry(path);
    if (!found) throw fsError("ENOENT", operation, path);
    return found;
  };
  const assertParent = (operation: string, path: string): void => {
    if (!present(operation, parentOf(path)).directory) throw fsError("ENOTDIR", operation, path);
  };
  const assertFile = (path: string): void => {
    if (path === nullDevice) return;
    const at = writable("open", path);
    if (entry(path)?.directory) throw fsError("EISDIR", "open", path);
    assertParent("open", path);
    at.volume.assertWritable(at.path);
  };

  const makeDirectory = (path: string, recursive: boolean): void => {
    const found = entry(path);
    if (found?.directory && recursive) return;
    if (found) throw fsError("EEXIST", "mkdir", path);
    const at = writable("mkdir", path);
    if (recursive) makeDirectory(parentOf(path), true);
    else assertParent("mkdir", path);
    at.volume.makeDirectory(at.path);
  };

  return {
    entry,
    present,
    assertFile,
    makeDirectory,
    list(path) {
      if (!present("scandir", path).directory) throw fsError("ENOTDIR", "scandir", path);
      if (path === "/") return ["dev", "tmp", "workspace"].map(fixed);
      if (leadsToAlias(path)) return [];
      const at = place(path);
      const found = at ? at.volume.list(at.path) : [nullEntry];
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(path) {
      if (present("open", path).directory) throw fsError("EISDIR", "read", path);
      const at = place(path);
      return at ? at.volume.read(at.path) : new Uint8Array(0);
    },
    async write(path, body) {
      assertFile(path);
      const at = place(path);
      if (at) await at.volume.write(at.path, body);
    },
    remove(path, recursive) {
      const found = present("rm", path);
      const at = writable("rm", path);
      if (found.directory && !recursive && at.volume.list(at.path).length > 0) {
        throw fsError("ENOTEMPTY", "rm", path);
      }
      at.volume.remove(at.path);
    },
    moveWithin(from, to) {
      present("mv", from);
      if (`${to}/`.startsWith(`${from}/`)) throw fsError("EINVAL", "mv", to, "into itself");
      const source = writable("mv", from);
      const target = writable("mv", to);
      assertParent("mv", to);
      if (source.volume !== target.volume) return false;
      source.volume.move(source.path, target.path);
      return true;
    },
    setMode(path, mode) {
      present("chmod", path);
      const at = writable("chmod", path);
      at.volume.setMode(at.path, mode);
    },
  };
}
