/**
 * A loop that appends to a file a thousand times is one change, not a thousand: the first write of
 * a command goes through, later small ones to the same file wait until the command ends.
 */
import type { FileEntry, ToolFiles } from "../files.ts";

const maxPendingBytes = 1024 * 1024;

export interface WriteBack extends ToolFiles {
  /** Writes what waits. Throws as `write` does. */
  flush(): Promise<void>;
}

export function writeBack(files: ToolFiles): WriteBack {
  const written = new Set<string>();
  const pending = new Map<string, Uint8Array>();
  let pendingBytes = 0;

  const put = (path: string, body: Uint8Array | undefined): void => {
    pendingBytes -= pending.get(path)?.length ?? 0;
    pending.delete(path);
    if (!body) return;
    pending.set(path, body);
    pendingBytes += body.length;
  };
  const withPending = (entry: FileEntry): FileEntry => {
    const body = pending.get(entry.path);
    return body ? { ...entry, size: body.length } : entry;
  };
  const flush = async (): Promise<void> => {
    for (const [path, body] of pending) {
      put(path, undefined);
      await files.write(path, body);
    }
  };
  const forget = (path: string): void => {
    for (const known of [...pending.keys(), ...written]) {
      if (known !== path && !known.startsWith(`${path}/`)) continue;
      put(known, undefined);
      written.delete(known);
    }
  };

  return {
    flush,
    stat(path) {
      const entry = files.stat(path);
      return entry && withPending(entry);
    },
    list: (directory) => files.list(directory).map(withPending),
    *walk(directory) {
      for (const entry of files.walk(directory)) yield withPending(entry);
    },
    readLocal: (path, hash) => pending.get(path) ?? files.readLocal(path, hash),
    read: async (path) => pending.get(path) ?? files.read(path),
    async write(path, body, options) {
      const entry = written.has(path) ? files.stat(path) : undefined;
      if (!entry || options || pendingBytes + body.length > maxPendingBytes) {
        put(path, undefined);
        written.add(path);
        return files.write(path, body, options);
      }
      put(path, body);
      return withPending(entry);
    },
    makeDirectory: (path) => files.makeDirectory(path),
    remove(path, options) {
      const removed = files.remove(path, options);
      forget(path);
      return removed;
    },
    move(from, to) {
      const waiting = [...pending].filter(([path]) => path === from || path.startsWith(`${from}/`));
      forget(to);
      forget(from);
      const moved = files.move(from, to);
      for (const [path, body] of waiting) {
        written.add(to + path.slice(from.length));
        put(to + path.slice(from.length), body);
      }
      return moved;
    },
    setExecutable: (path, executable) => files.setExecutable(path, executable),
  };
}
