/** The file system just-bash works on: the project at /workspace, scratch space at /tmp, nothing else. */
import type { IFileSystem } from "just-bash/browser";
import { insideProject, mountPoint, resolveSegments } from "../tool-path.ts";
import { toBytes, toText } from "./bytes.ts";
import { fsError, toFsError } from "./fs-error.ts";
import { directoryMode, type Volume, type VolumeEntry } from "./volume.ts";

export interface ShellFsOptions {
  readonly project: Volume;
  readonly scratch: Volume;
  /** Called before each operation; waits now and then, so that the shell can be interrupted. */
  readonly tick: () => Promise<void>;
  /** Hears of each refusal, since many commands hide the reason. */
  readonly refused: (why: string) => void;
}

interface Place {
  readonly volume: Volume;
  /** Within the volume. */
  readonly path: string;
  readonly absolute: string;
}

const roots = ["tmp", "workspace", "dev"];
const fixed = (name: string): VolumeEntry => ({
  name,
  directory: true,
  size: 0,
  mode: directoryMode,
  modified_at: 0,
});
const nullDevice = "/dev/null";

export function shellFs({ project, scratch, tick, refused }: ShellFsOptions): IFileSystem {
  const place = (absolute: string): Place | undefined => {
    const inside = insideProject(absolute);
    if (inside !== undefined) return { volume: project, path: inside, absolute };
    if (absolute === "/tmp") return { volume: scratch, path: "", absolute };
    if (absolute.startsWith("/tmp/")) return { volume: scratch, path: absolute.slice(5), absolute };
    return undefined;
  };
  const entryAt = (absolute: string): VolumeEntry | undefined => {
    if (absolute === "/" || absolute === "/dev") return fixed(absolute.slice(1));
    if (absolute === nullDevice) return { ...fixed("null"), directory: false, mode: 0o666 };
    const at = place(absolute);
    return at?.volume.stat(at.path);
  };
  const present = (operation: string, absolute: string): VolumeEntry => {
    const entry = entryAt(absolute);
    if (!entry) throw fsError("ENOENT", operation, absolute);
    return entry;
  };
  const parentOf = (absolute: string): string =>
    absolute.slice(0, Math.max(1, absolute.lastIndexOf("/")));
  /** Where something may be changed: below a mount, never the mount itself. */
  const writable = (operation: string, absolute: string): Place => {
    const at = place(absolute);
    if (!at)
      throw fsError("EROFS", operation, absolute, `only ${mountPoint} and /tmp can be written`);
    if (at.path === "") throw fsError("EPERM", operation, absolute, "it is a mount point");
    return at;
  };
  const assertParent = (operation: string, absolute: string): void => {
    const parent = entryAt(parentOf(absolute));
    if (!parent) throw fsError("ENOENT", operation, absolute);
    if (!parent.directory) throw fsError("ENOTDIR", operation, absolute);
  };

  /** Every operation passes here: time to breathe, and refusals in the shell's terms. */
  const guarded = async <T>(
    operation: string,
    path: string,
    act: (absolute: string) => T | Promise<T>,
  ): Promise<T> => {
    await tick();
    const absolute = resolveSegments("/", path);
    try {
      return await act(absolute);
    } catch (error) {
      const known = toFsError(error, operation, absolute);
      if (known instanceof Error && /^(?:EACCES|EROFS|EPERM|EFBIG|ENOSPC)/.test(known.message)) {
        refused(known.message);
      }
      throw known;
    }
  };

  const read = async (absolute: string): Promise<Uint8Array> => {
    if (present("open", absolute).directory) throw fsError("EISDIR", "read", absolute);
    const at = place(absolute);
    return at ? at.volume.read(at.path) : new Uint8Array(0);
  };
  const write = async (absolute: string, body: Uint8Array): Promise<void> => {
    if (absolute === nullDevice) return;
    const at = writable("open", absolute);
    if (entryAt(absolute)?.directory) throw fsError("EISDIR", "open", absolute);
    assertParent("open", absolute);
    await at.volume.write(at.path, body);
  };
  const makeDirectory = (absolute: string, recursive: boolean): void => {
    const found = entryAt(absolute);
    if (found?.directory && recursive) return;
    if (found) throw fsError("EEXIST", "mkdir", absolute);
    const at = writable("mkdir", absolute);
    if (recursive) makeDirectory(parentOf(absolute), true);
    else assertParent("mkdir", absolute);
    at.volume.makeDirectory(at.path);
  };
  const listing = (absolute: string): VolumeEntry[] => {
    if (!present("scandir", absolute).directory) throw fsError("ENOTDIR", "scandir", absolute);
    if (absolute === "/") return roots.map(fixed);
    const at = place(absolute);
    return at ? at.volume.list(at.path) : [{ ...fixed("null"), directory: false }];
  };
  const remove = (absolute: string, recursive: boolean, force: boolean): void => {
    const entry = entryAt(absolute);
    if (!entry) {
      if (force) return;
      throw fsError("ENOENT", "rm", absolute);
    }
    const at = writable("rm", absolute);
    if (entry.directory && !recursive && at.volume.list(at.path).length > 0) {
      throw fsError("ENOTEMPTY", "rm", absolute);
    }
    at.volume.remove(at.path);
  };
  const copy = async (from: string, to: string, recursive: boolean): Promise<void> => {
    await tick();
    const entry = present("cp", from);
    if (!entry.directory) return write(to, await read(from));
    if (!recursive) throw fsError("EISDIR", "cp", from);
    if (`${to}/`.startsWith(`${from}/`)) throw fsError("EINVAL", "cp", to, "into itself");
    const children = listing(from);
    makeDirectory(to, true);
    for (const child of children) await copy(`${from}/${child.name}`, `${to}/${child.name}`, true);
  };
  const move = async (from: string, to: string): Promise<void> => {
    present("mv", from);
    if (`${to}/`.startsWith(`${from}/`)) throw fsError("EINVAL", "mv", to, "into itself");
    const source = writable("mv", from);
    const target = writable("mv", to);
    assertParent("mv", to);
    if (source.volume === target.volume) return source.volume.move(source.path, target.path);
    await copy(from, to, true);
    remove(from, true, false);
  };

  const stat = (entry: VolumeEntry) => ({
    isFile: !entry.directory,
    isDirectory: entry.directory,
    isSymbolicLink: false,
    mode: entry.mode,
    size: entry.size,
    mtime: new Date(entry.modified_at),
  });
  const noLinks = (operation: string, path: string) =>
    guarded(operation, path, (absolute): never => {
      throw fsError("EPERM", operation, absolute, "this workspace has no links");
    });
  const byName = (a: VolumeEntry, b: VolumeEntry): number => (a.name < b.name ? -1 : 1);

  return {
    readFile: (path, encoding) =>
      guarded("open", path, async (at) => toText(await read(at), encoding)),
    readFileBuffer: (path) => guarded("open", path, read),
    writeFile: (path, content, encoding) =>
      guarded("open", path, (at) => write(at, toBytes(content, encoding))),
    appendFile: (path, content, encoding) =>
      guarded("open", path, async (at) => {
        const more = toBytes(content, encoding);
        const before = entryAt(at) ? await read(at) : new Uint8Array(0);
        const whole = new Uint8Array(before.length + more.length);
        whole.set(before);
        whole.set(more, before.length);
        await write(at, whole);
      }),
    exists: (path) => guarded("stat", path, (at) => entryAt(at) !== undefined),
    stat: (path) => guarded("stat", path, (at) => stat(present("stat", at))),
    lstat: (path) => guarded("lstat", path, (at) => stat(present("lstat", at))),
    mkdir: (path, options) =>
      guarded("mkdir", path, (at) => makeDirectory(at, options?.recursive ?? false)),
    readdir: (path) =>
      guarded("scandir", path, (at) =>
        listing(at)
          .sort(byName)
          .map((entry) => entry.name),
      ),
    readdirWithFileTypes: (path) =>
      guarded("scandir", path, (at) =>
        listing(at)
          .sort(byName)
          .map((entry) => ({
            name: entry.name,
            isFile: !entry.directory,
            isDirectory: entry.directory,
            isSymbolicLink: false,
          })),
      ),
    rm: (path, options) =>
      guarded("rm", path, (at) => remove(at, options?.recursive ?? false, options?.force ?? false)),
    cp: (source, target, options) =>
      guarded("cp", source, (at) =>
        copy(at, resolveSegments("/", target), options?.recursive ?? false),
      ),
    mv: (source, target) => guarded("mv", source, (at) => move(at, resolveSegments("/", target))),
    resolvePath: resolveSegments,
    getAllPaths: () => [],
    chmod: (path, mode) =>
      guarded("chmod", path, (absolute) => {
        present("chmod", absolute);
        const at = writable("chmod", absolute);
        at.volume.setMode(at.path, mode);
      }),
    symlink: (_target, path) => noLinks("symlink", path),
    link: (_existing, path) => noLinks("link", path),
    readlink: (path) =>
      guarded("readlink", path, (at): never => {
        present("readlink", at);
        throw fsError("EINVAL", "readlink", at);
      }),
    realpath: (path) =>
      guarded("realpath", path, (at) => {
        present("realpath", at);
        return at;
      }),
    // Times are the workspace's own; touch on a file that exists changes nothing.
    utimes: (path) => guarded("utimes", path, (at) => void present("utimes", at)),
  };
}
