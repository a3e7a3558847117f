/** The workspace as the tools see it: every write is one commit with the call's origin. */
import { AppError } from "../platform/errors.ts";
import type { ReadLedger, ShellState, ToolFiles } from "../tools/files.ts";
import { type BlobStore, readInline, readWhole, storeBytes } from "./blobs.ts";
import { commit, type Journal, makeDirectory, movePath, putFile, removePath } from "./commit.ts";
import { setExecutable, type Tx } from "./commit.ts";
import { normalizeDirectory, normalizePath } from "./paths.ts";
import type { Origin } from "./rpc.ts";
import {
  findFile,
  findHash,
  getFile,
  listBelow,
  listChildren,
  requireDirectory,
  toEntry,
} from "./tree.ts";

export interface Guard {
  /** No write reaches the workspace. */
  readonly readOnly: boolean;
  /** Once aborted, a tool that runs on can no longer write. */
  readonly signal?: AbortSignal;
}

export function toolFiles(
  journal: Journal,
  blobs: BlobStore,
  origin: Origin,
  guard: Guard,
): ToolFiles {
  const { sql } = journal;
  const writable = () => {
    guard.signal?.throwIfAborted();
    if (guard.readOnly) throw new AppError("FILE_002", { why: "read_only" });
  };
  const change = <T>(work: (tx: Tx) => T): T => {
    writable();
    return commit(journal, origin, work);
  };
  const file = (path: string) => {
    const row = getFile(sql, normalizePath(path));
    if (row.hash === null) throw new AppError("FILE_003", { path, why: "is_a_directory" });
    return { hash: row.hash, size: row.size };
  };
  return {
    stat(path) {
      const row = path === "" ? undefined : findFile(sql, path.normalize("NFC"));
      return row && toEntry(row);
    },
    list(directory) {
      const path = normalizeDirectory(directory);
      const known = journal.listings.get(path);
      if (known) return known;
      const children = listChildren(sql, path).map(toEntry);
      if (children.length === 0) requireDirectory(sql, path);
      journal.listings.put(path, children);
      return children;
    },
    walk(directory) {
      return listBelow(sql, normalizeDirectory(directory)).map(toEntry);
    },
    readLocal(path, hash) {
      return readInline(blobs, hash ?? findHash(sql, path) ?? file(path).hash);
    },
    async read(path) {
      const { hash, size } = file(path);
      return readWhole(blobs, hash, size);
    },
    async write(path, body, options = {}) {
      writable();
      const target = normalizePath(path);
      const stored = await storeBytes(blobs, body, target);
      const grows = stored.size - (findFile(sql, target)?.size ?? 0);
      return journal.room.within(grows, () =>
        toEntry(change((tx) => putFile(tx, target, stored, options))),
      );
    },
    makeDirectory(path) {
      change((tx) => makeDirectory(tx, normalizePath(path)));
    },
    remove(path, options = {}) {
      const target = normalizePath(path);
      if (!options.recursive && listChildren(sql, target).length > 0)
        throw new AppError("FILE_006", { path: target, why: "directory_not_empty" });
      return change((tx) => removePath(tx, target));
    },
    move(from, to) {
      return change((tx) =>
        movePath(tx, normalizePath(from), normalizePath(to), { replace: true }),
      );
    },
    setExecutable(path, executable) {
      change((tx) => setExecutable(tx, normalizePath(path), executable));
    },
  };
}

export function readLedger(sql: SqlStorage, session: string): ReadLedger {
  return {
    get(path) {
      const row = sql
        .exec<{ hash: string; partial: number }>(
          "SELECT hash, partial FROM read_ledger WHERE session = ? AND path = ?",
          session,
          path,
        )
        .toArray()[0];
      return row && { hash: row.hash, partial: row.partial === 1 };
    },
    set(path, hash, partial) {
      sql.exec(
        "INSERT OR REPLACE INTO read_ledger (session, path, hash, partial) VALUES (?, ?, ?, ?)",
        session,
        path,
        hash,
        partial ? 1 : 0,
      );
    },
  };
}

/** The session's shell state; assigning `cwd` stores it. A directory that is gone becomes the root. */
export function shellState(sql: SqlStorage, session: string): ShellState {
  const stored = sql
    .exec<{ cwd: string }>("SELECT cwd FROM shell_state WHERE session = ?", session)
    .toArray()[0]?.cwd;
  let cwd = stored && findFile(sql, stored)?.type === "directory" ? stored : "";
  return {
    get cwd() {
      return cwd;
    },
    set cwd(path) {
      cwd = path;
      sql.exec("INSERT OR REPLACE INTO shell_state (session, cwd) VALUES (?, ?)", session, path);
    },
  };
}
