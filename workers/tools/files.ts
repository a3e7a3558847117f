/**
 * The files as tools see them: the workspace's tree behind one small interface. Paths are relative
 * to the project's root, normalised, without leading or trailing slash; "" is the root.
 * There are no links. Every write is one change of the log, with the origin of the call.
 */
import type { FileKind } from "#contract/file";

export interface FileEntry {
  readonly path: string;
  readonly type: "file" | "directory";
  readonly kind: FileKind | null;
  /** Bytes. */
  readonly size: number;
  readonly version: number;
  /** SHA-256 of the body, hex; null for a directory. */
  readonly hash: string | null;
  readonly executable: boolean;
  /** Unix milliseconds. */
  readonly modified_at: number;
}

/** All methods throw AppError (FILE_001…FILE_008) where they refuse. */
export interface ToolFiles {
  stat(path: string): FileEntry | undefined;
  /** Direct children in byte order of their names. Throws FILE_003 when there is no such directory. */
  list(directory: string): readonly FileEntry[];
  /** Every file and directory below `directory`, in path order. */
  walk(directory: string): Iterable<FileEntry>;
  /**
   * The body when it lies in SQLite (every text within the cache's limits), without waiting. `hash`:
   * what an entry read since the last wait says; it saves looking the path up.
   */
  readLocal(path: string, hash?: string): Uint8Array | undefined;
  /** The body, from R2 when it is not here. */
  read(path: string): Promise<Uint8Array>;
  /** Creates parents; replaces what is there; keeps the executable bit unless told. */
  write(path: string, body: Uint8Array, options?: { executable?: boolean }): Promise<FileEntry>;
  /** Creates parents; nothing happens when it exists as a directory. */
  makeDirectory(path: string): void;
  /** Returns how many entries went. A directory that is not empty needs `recursive`. */
  remove(path: string, options?: { recursive?: boolean }): number;
  /** Replaces an existing file at `to`; FILE_006 when a directory is there. */
  move(from: string, to: string): number;
  setExecutable(path: string, executable: boolean): void;
}

/** Which version of a file a session has read, for read-before-edit and the stale-write guard. */
export interface ReadLedger {
  get(path: string): { hash: string; partial: boolean } | undefined;
  set(path: string, hash: string, partial: boolean): void;
}

/** What a session's shell keeps between commands. */
export interface ShellState {
  /** Relative to the root. */
  cwd: string;
}
