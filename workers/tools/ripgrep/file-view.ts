/** The project as ripgrep sees it: read lazily, without what may not be read, without `.git`. */
import type { ToolFiles } from "../files.ts";

export interface ViewEntry {
  readonly path: string;
  readonly name: string;
  readonly directory: boolean;
  readonly size: number;
  /** Null for a directory. */
  readonly hash: string | null;
}

export interface FileView {
  entry(path: string): ViewEntry | undefined;
  children(path: string): ViewEntry[];
  /** The body; empty where it is not at hand, which `missing` then records. */
  body(entry: ViewEntry): Uint8Array;
  /** False for a file no search may open. */
  readable(path: string): boolean;
  /** Files asked for whose bodies lie elsewhere. */
  readonly missing: Set<string>;
}

type Listing = ReadonlyMap<string, ViewEntry>;

const nothing = new Uint8Array(0);
const root: ViewEntry = { path: "", name: "", directory: true, size: 0, hash: null };

export function fileView(
  files: ToolFiles,
  preloaded: ReadonlyMap<string, Uint8Array>,
  mayRead: (path: string) => boolean,
): FileView {
  const missing = new Set<string>();
  const listings = new Map<string, Listing>();
  const allowed = new Map<string, boolean>();

  const readable = (path: string): boolean => {
    const known = allowed.get(path);
    if (known !== undefined) return known;
    const now = mayRead(path);
    allowed.set(path, now);
    return now;
  };

  /**
   * The engine asks each directory for ignore files that are mostly not there: one statement lists
   * the directory and answers all of that.
   */
  const listing = (directory: string): Listing => {
    const known = listings.get(directory);
    if (known) return known;
    const found = new Map<string, ViewEntry>();
    for (const { path, type, size, hash } of files.list(directory)) {
      const name = directory === "" ? path : path.slice(directory.length + 1);
      found.set(name, { path, name, directory: type === "directory", size, hash });
    }
    listings.set(directory, found);
    return found;
  };

  const entry = (path: string): ViewEntry | undefined => {
    if (path === "") return root;
    const slash = path.lastIndexOf("/");
    const parent = path.slice(0, Math.max(0, slash));
    if (!listings.has(parent) && !entry(parent)?.directory) return undefined;
    return listing(parent).get(path.slice(slash + 1));
  };

  return {
    missing,
    readable,
    entry: (path) => entry(path.normalize("NFC")),
    children: (path) =>
      [...listing(path).values()].filter(
        (child) => child.name !== ".git" && (child.directory || readable(child.path)),
      ),
    body({ path, hash }) {
      const body = preloaded.get(path) ?? files.readLocal(path, hash ?? undefined);
      if (!body) missing.add(path);
      return body ?? nothing;
    },
  };
}
