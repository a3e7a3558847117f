/** /tmp: in memory, for one command, bounded. */
import { baseName, directoryMode, fileMode, type Volume } from "./volume.ts";
import { fsError } from "./fs-error.ts";

const maxBytes = 8 * 1024 * 1024;
const maxEntries = 5000;

interface Node {
  body: Uint8Array | null;
  mode: number;
  modified_at: number;
}

export function scratchVolume(now: () => number): Volume {
  const nodes = new Map<string, Node>();
  let used = 0;

  const set = (path: string, node: Node): void => {
    used += (node.body?.length ?? 0) - (nodes.get(path)?.body?.length ?? 0);
    nodes.set(path, node);
  };
  const drop = (path: string): void => {
    used -= nodes.get(path)?.body?.length ?? 0;
    nodes.delete(path);
  };
  const assertRoom = (path: string, more: number): void => {
    if (used + more > maxBytes || nodes.size >= maxEntries) {
      throw fsError(
        "ENOSPC",
        "write",
        `/tmp/${path}`,
        "/tmp holds 8 MB and is emptied after each command",
      );
    }
  };
  const view = (path: string, node: Node) => ({
    name: baseName(path),
    directory: node.body === null,
    size: node.body?.length ?? 0,
    mode: node.mode,
    modified_at: node.modified_at,
  });
  const below = (path: string) => [...nodes.keys()].filter((key) => key.startsWith(`${path}/`));

  return {
    stat(path) {
      if (path === "") return view("tmp", { body: null, mode: directoryMode, modified_at: now() });
      const node = nodes.get(path);
      return node && view(path, node);
    },
    list(directory) {
      const prefix = directory === "" ? "" : `${directory}/`;
      return [...nodes]
        .filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes("/"))
        .map(([path, node]) => view(path, node));
    },
    read: async (path) => nodes.get(path)?.body ?? new Uint8Array(0),
    assertWritable: (path) => assertRoom(path, 0),
    async write(path, body) {
      const before = nodes.get(path);
      assertRoom(path, body.length - (before?.body?.length ?? 0));
      set(path, { body, mode: before?.mode ?? fileMode(false), modified_at: now() });
    },
    makeDirectory(path) {
      assertRoom(path, 0);
      set(path, { body: null, mode: directoryMode, modified_at: now() });
    },
    remove(path) {
      for (const key of [...below(path), path]) drop(key);
    },
    move(from, to) {
      for (const key of [from, ...below(from)]) {
        const node = nodes.get(key);
        if (!node) continue;
        drop(key);
        set(to + key.slice(from.length), node);
      }
    },
    setMode(path, mode) {
      const node = nodes.get(path);
      if (node) node.mode = mode;
    },
  };
}
