/** The project as ripgrep sees it: read lazily, without what may not be read, without `.git`. */
import type { FileEntry, ToolFiles } from "../files.ts";

export interface ViewEntry {
  readonly path: string;
  readonly directory: boolean;
  readonly size: number;
  /** Null for a directory. */
  readonly hash: string | null;
}

export interface FileView {
  entry(path: string): ViewEntry | undefined;
  children(path: string): ViewEntry[];
  /** The body; empty where it is not at hand, which `missing` then records. */
  body(path: string): Uint8Array;
  /** False for a file no search may open. */
  readable(path: string): boolean;
  /** Files asked for whose bodies lie elsewhere. */
  readonly missing: Set<string>;
}

const nothing = new Uint8Array(0);

const viewEntry = ({ path, type, size, hash }: FileEntry): ViewEntry => ({
  path,
  directory: type === "directory",
  size,
  hash,
});

export function fileView(
  files: ToolFiles,
  preloaded: ReadonlyMap<string, Uint8Array>,
  readable: (path: string) => boolean,
): FileView {
  const missing = new Set<string>();
  const cache = new Map<string, ViewEntry | undefined>();
  return {
    missing,
    readable,
    entry(path) {
      if (path === "") return { path, directory: true, size: 0, hash: null };
      if (cache.has(path)) return cache.get(path);
      const found = files.stat(path);
      const entry = found && viewEntry(found);
      cache.set(path, entry);
      return entry;
    },
    children(path) {
      const out: ViewEntry[] = [];
      for (const child of files.list(path)) {
        if (child.path === ".git" || child.path.endsWith("/.git")) continue;
        const entry = viewEntry(child);
        if (!entry.directory && !readable(child.path)) continue;
        cache.set(child.path, entry);
        out.push(entry);
      }
      return out;
    },
    body(path) {
      const body = preloaded.get(path) ?? files.readLocal(path, cache.get(path)?.hash ?? undefined);
      if (!body) missing.add(path);
      return body ?? nothing;
    },
  };
}
