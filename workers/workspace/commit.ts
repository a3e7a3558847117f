/** Changing the tree. Everything of one `commit` happens together, with its rows in the change log, or not at all. */
import type { FileChange } from "#contract/frames";
import type { FileKind } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import { checkFileSize, checkTotal } from "./limits.ts";
import { ancestorsOf, normalizePath, parentOf } from "./paths.ts";
import type { ListingCache } from "./listing-cache.ts";
import { noted } from "./record-changes.ts";
import { resize, type Room } from "./room.ts";
import type { Limits, Origin } from "./rpc.ts";
import { type FileRow, findFile, getFile, listBelow, totalSize } from "./tree.ts";

export interface Journal {
  readonly sql: SqlStorage;
  transaction<T>(work: () => T): T;
  readonly limits: Limits;
  readonly listings: ListingCache;
  /** Asked before what makes the project grow. */
  readonly room: Pick<Room, "within">;
  /** Unix milliseconds. */
  now(): number;
  /** Called after a commit, in the order of the log. */
  changed(changes: readonly FileChange[]): void;
}

export interface Tx {
  readonly sql: SqlStorage;
  readonly limits: Limits;
  readonly origin: Origin;
  readonly at: number;
  readonly changes: FileChange[];
  /** Bytes the project has more than before; less than nothing where it shrank. */
  readonly size: { grown: number };
}

/** A body the blob table already holds. */
export interface StoredBody {
  readonly hash: string;
  readonly size: number;
  readonly kind: FileKind;
}

export function commit<T>(journal: Journal, origin: Origin, work: (tx: Tx) => T): T {
  const changes: FileChange[] = [];
  const { sql, limits } = journal;
  const size = { grown: 0 };
  const value = journal.transaction(() => {
    const done = noted(sql, origin, () =>
      work({ sql, limits, origin, at: journal.now(), changes, size }),
    );
    if (size.grown !== 0) resize(sql, size.grown);
    return done;
  });
  journal.listings.forget(changes);
  if (changes.length > 0) journal.changed(changes);
  return value;
}

/** Versions of a path go on after it was deleted, so that no old `If-Match` ever fits a new file. */
const nextVersion = (tx: Tx, path: string): number =>
  (tx.sql
    .exec<{ version: number }>(
      "SELECT version FROM change WHERE path = ? ORDER BY seq DESC LIMIT 1",
      path,
    )
    .toArray()[0]?.version ?? 0) + 1;

interface Step {
  readonly path: string;
  readonly op: FileChange["op"];
  readonly type: FileRow["type"];
  readonly before: string | null;
  readonly after: string | null;
  readonly executable: boolean;
}

function log(tx: Tx, step: Step): number {
  const version = nextVersion(tx, step.path);
  const { kind, user_id, session_id, turn_id } = tx.origin;
  tx.sql.exec(
    `INSERT INTO change (at, path, type, op, before_hash, after_hash, executable, version,
       actor_kind, actor_id, session, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tx.at,
    step.path,
    step.type,
    step.op,
    step.before,
    step.after,
    step.executable ? 1 : 0,
    version,
    kind,
    user_id,
    session_id,
    turn_id,
  );
  tx.changes.push({
    path: step.path,
    op: step.op,
    ...(step.op === "delete" ? {} : { version }),
    actor: kind,
    session_id,
    turn_id,
  });
  return version;
}

function putRow(tx: Tx, row: Omit<FileRow, "modified_at" | "modified_by">): FileRow {
  const full = { ...row, modified_at: tx.at, modified_by: authorOf(tx.origin) };
  tx.sql.exec(
    `INSERT OR REPLACE INTO file (path, parent, type, kind, hash, size, executable, version,
       modified_at, modified_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    full.path,
    parentOf(full.path),
    full.type,
    full.kind,
    full.hash,
    full.size,
    full.executable,
    full.version,
    full.modified_at,
    full.modified_by,
  );
  return full;
}

const authorOf = (origin: Origin): string => (origin.kind === "agent" ? "agent" : origin.user_id);

/** A body that no file names any more stays for the history, but need not lie here. */
function release(tx: Tx, hash: string | null): void {
  if (hash === null) return;
  tx.sql.exec(
    `UPDATE blob SET state = 'past' WHERE hash = ?1
       AND NOT EXISTS (SELECT 1 FROM file WHERE file.hash = ?1)`,
    hash,
  );
}

/** Creates the directory and those above it; FILE_006 when a file stands there. */
export function makeDirectory(tx: Tx, path: string): FileRow {
  for (const directory of [...ancestorsOf(path), path]) {
    const row = findFile(tx.sql, directory);
    if (row?.type === "file") throw new AppError("FILE_006", { path: directory });
    if (row) continue;
    const facts = { path: directory, type: "directory", executable: false } as const;
    const version = log(tx, { ...facts, op: "mkdir", before: null, after: null });
    putRow(tx, { ...facts, kind: null, hash: null, size: 0, executable: 0, version });
  }
  return getFile(tx.sql, path);
}

/**
 * Creates or replaces a file, parents included. FILE_006 where a directory is, FILE_001 over a limit.
 * `totals: false` leaves the project's totals to the caller, for many files at once.
 */
export function putFile(
  tx: Tx,
  path: string,
  body: StoredBody,
  options: { executable?: boolean; totals?: boolean } = {},
): FileRow {
  const old = findFile(tx.sql, path);
  if (old?.type === "directory") throw new AppError("FILE_006", { path });
  checkFileSize(tx.limits, body.kind, body.size, path);
  const executable = options.executable ?? old?.executable === 1;
  if (old && old.hash === body.hash && (old.executable === 1) === executable) return old;
  const parent = parentOf(path);
  if (!old && parent !== "") makeDirectory(tx, parent);
  const version = log(tx, {
    path,
    op: old ? "update" : "create",
    type: "file",
    before: old?.hash ?? null,
    after: body.hash,
    executable,
  });
  const { hash, size, kind } = body;
  const row = putRow(tx, {
    path,
    type: "file",
    kind,
    hash,
    size,
    executable: +executable,
    version,
  });
  const named = tx.sql.exec("UPDATE blob SET state = 'current' WHERE hash = ? RETURNING 1", hash);
  if (named.toArray().length === 0) throw new Error(`no body ${hash} for a file`);
  tx.size.grown += size - (old?.size ?? 0);
  if (old?.hash !== hash) release(tx, old?.hash ?? null);
  const grows = old?.kind !== kind || size > old.size;
  if (grows && options.totals !== false) checkTotal(tx.limits, kind, totalSize(tx.sql, kind), path);
  return row;
}

export function setExecutable(tx: Tx, path: string, executable: boolean): FileRow {
  const { hash, kind, size, type } = getFile(tx.sql, path);
  if (type === "directory" || hash === null || kind === null) return getFile(tx.sql, path);
  return putFile(tx, path, { hash, kind, size }, { executable });
}

/** Deletes a file, or a directory with all below it. Returns how many entries went. Throws FILE_003. */
export function removePath(tx: Tx, path: string): number {
  const top = getFile(tx.sql, path);
  const rows = top.type === "directory" ? [...listBelow(tx.sql, path).reverse(), top] : [top];
  for (const row of rows) {
    log(tx, {
      path: row.path,
      op: "delete",
      type: row.type,
      before: row.hash,
      after: null,
      executable: false,
    });
    tx.sql.exec("DELETE FROM file WHERE path = ?", row.path);
    tx.size.grown -= row.size;
    release(tx, row.hash);
  }
  return rows.length;
}

/**
 * Moves a file or directory. FILE_006 when the target exists (`replace`: when a directory is there),
 * FILE_004 into itself or where a path becomes too long, FILE_003 without a source. Returns how many entries moved.
 */
export function movePath(tx: Tx, from: string, to: string, options: { replace: boolean }): number {
  const top = getFile(tx.sql, from);
  if (from === to) return 0;
  if (to.startsWith(`${from}/`)) throw new AppError("FILE_004", { path: to, why: "inside_itself" });
  const target = findFile(tx.sql, to);
  if (target && (!options.replace || target.type === "directory" || top.type === "directory"))
    throw new AppError("FILE_006", { path: to });
  const rows = top.type === "directory" ? [top, ...listBelow(tx.sql, from)] : [top];
  for (const row of rows) {
    const path = normalizePath(to + row.path.slice(from.length));
    if (row.type === "directory" || row.hash === null || row.kind === null) makeDirectory(tx, path);
    else {
      const { hash, size, kind } = row;
      putFile(tx, path, { hash, size, kind }, { executable: row.executable === 1, totals: false });
    }
  }
  removePath(tx, from);
  return rows.length;
}
