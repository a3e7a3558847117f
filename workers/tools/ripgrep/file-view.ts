/** The project as ripgrep sees it: read lazily, without what may not be read, without `.git`. */
import type { ToolFiles } from "../files.ts";

export interface ViewEntry {
  readonly path: string;
  readonly directory: boolean;
  readonly size: number;
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
      if (path === "") return { path, directory: true, size: 0 };
      if (cache.has(path)) return cache.get(path);
      const found = files.stat(path);
      const entry = found && { path, directory: found.type === "directory", size: found.size };
      cache.set(path, entry);
      return entry;
    },
    children(path) {
      const out: ViewEntry[] = [];
      for (const child of files.list(path)) {
        if (child.path === ".git" || child.path.endsWith("/.git")) continue;
        const directory = child.type === "directory";
        if (!directory && !readable(child.path)) continue;
        const entry = { path: child.path, directory, size: child.size };
        cache.set(child.path, entry);
        out.push(entry);
      }
      return out;
    },
    body(path) {
      const body = preloaded.get(path) ?? files.readLocal(path);
      if (!body) missing.add(path);
      return body ?? nothing;
    },
  };
}
