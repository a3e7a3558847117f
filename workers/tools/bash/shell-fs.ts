/** The shell's tree in the form just-bash asks for. */
import type { IFileSystem } from "just-bash/browser";
import { resolveSegments } from "../tool-path.ts";
import { toBytes, toText } from "./bytes.ts";
import { fsError, refusalOf, toFsError } from "./fs-error.ts";
import type { ShellTree } from "./shell-tree.ts";
import type { VolumeEntry } from "./volume.ts";

export interface ShellFsOptions {
  readonly tree: ShellTree;
  /** Called before each operation; waits now and then, so that the shell can be interrupted. */
  readonly tick: () => Promise<void>;
  /** Hears of each refusal, since many commands hide the reason. */
  readonly refused: (why: string) => void;
  /** Hears of each path that is more than asked after, whether it is there or not. */
  readonly reached: (path: string) => void;
}

const stat = (entry: VolumeEntry) => ({
  isFile: !entry.directory,
  isDirectory: entry.directory,
  isSymbolicLink: false,
  mode: entry.mode,
  size: entry.size,
  mtime: new Date(entry.modified_at),
});

/** Whether something is there is asked in good faith of many places. */
const asks = new Set(["stat", "lstat", "realpath", "readlink", "utimes"]);

export function shellFs({ tree, tick, refused, reached }: ShellFsOptions): IFileSystem {
  /** Every operation passes here: time to breathe, and refusals in the shell's terms. */
  const at = async <T>(
    operation: string,
    path: string,
    act: (absolute: string) => T | Promise<T>,
  ): Promise<T> => {
    await tick();
    const absolute = resolveSegments("/", path);
    if (!asks.has(operation)) reached(absolute);
    try {
      return await act(absolute);
    } catch (error) {
      const known = toFsError(error, operation, absolute);
      const why = refusalOf(known, absolute);
      if (why) refused(why);
      throw known;
    }
  };
  const noLinks = (operation: string, path: string) =>
    at(operation, path, (absolute): never => {
      throw fsError("EPERM", operation, absolute, "this workspace has no links");
    });
  const copy = async (from: string, to: string, recursive: boolean): Promise<void> => {
    await tick();
    reached(to);
    if (!tree.present("cp", from).directory) return tree.write(to, await tree.read(from));
    if (!recursive) throw fsError("EISDIR", "cp", from);
    if (`${to}/`.startsWith(`${from}/`)) throw fsError("EINVAL", "cp", to, "into itself");
    const children = tree.list(from);
    tree.makeDirectory(to, true);
    for (const { name } of children) await copy(`${from}/${name}`, `${to}/${name}`, true);
  };
  const append = async (absolute: string, more: Uint8Array): Promise<void> => {
    const before = tree.entry(absolute) ? await tree.read(absolute) : new Uint8Array(0);
    const whole = new Uint8Array(before.length + more.length);
    whole.set(before);
    whole.set(more, before.length);
    await tree.write(absolute, whole);
  };

  return {
    readFile: (path, encoding) =>
      at("open", path, async (absolute) => toText(await tree.read(absolute), encoding)),
    readFileBuffer: (path) => at("open", path, tree.read),
    writeFile: (path, content, encoding) =>
      at("open", path, (absolute) => tree.write(absolute, toBytes(content, encoding))),
    appendFile: (path, content, encoding) =>
      at("open", path, (absolute) => append(absolute, toBytes(content, encoding))),
    exists: (path) => at("stat", path, (absolute) => tree.entry(absolute) !== undefined),
    stat: (path) => at("stat", path, (absolute) => stat(tree.present("stat", absolute))),
    lstat: (path) => at("lstat", path, (absolute) => stat(tree.present("lstat", absolute))),
    mkdir: (path, options) =>
      at("mkdir", path, (absolute) => tree.makeDirectory(absolute, options?.recursive ?? false)),
    readdir: (path) =>
      at("scandir", path, (absolute) => tree.list(absolute).map((entry) => entry.name)),
    readdirWithFileTypes: (path) =>
      at("scandir", path, (absolute) =>
        tree.list(absolute).map(({ name, directory }) => ({
          name,
          isFile: !directory,
          isDirectory: directory,
          isSymbolicLink: false,
        })),
      ),
    rm: (path, options) =>
      at("rm", path, (absolute) => {
        if (options?.force && !tree.entry(absolute)) return;
        tree.remove(absolute, options?.recursive ?? false);
      }),
    cp: (source, target, options) =>
      at("cp", source, (from) =>
        copy(from, resolveSegments("/", target), options?.recursive ?? false),
      ),
    mv: (source, target) =>
      at("mv", source, async (from) => {
        const to = resolveSegments("/", target);
        if (tree.moveWithin(from, to)) return;
        await copy(from, to, true);
        tree.remove(from, true);
      }),
    resolvePath: resolveSegments,
    getAllPaths: () => [],
    chmod: (path, mode) => at("chmod", path, (absolute) => tree.setMode(absolute, mode)),
    symlink: (_target, path) => noLinks("symlink", path),
    link: (_existing, path) => noLinks("link", path),
    readlink: (path) =>
      at("readlink", path, (absolute): never => {
        tree.present("readlink", absolute);
        throw fsError("EINVAL", "readlink", absolute);
      }),
    realpath: (path) =>
      at("realpath", path, (absolute) => {
        tree.present("realpath", absolute);
        return absolute;
      }),
    // Times are the workspace's own; touch on a file that exists changes nothing.
    utimes: (path) => at("utimes", path, (absolute) => void tree.present("utimes", absolute)),
  };
}
