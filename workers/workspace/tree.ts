/** Reading the tree: rows of `file` as entries. */
import type { FileInfo, FileKind } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import type { FileEntry } from "../tools/files.ts";
import { below } from "./paths.ts";

export type FileRow = {
  path: string;
  type: "file" | "directory";
  kind: FileKind | null;
  hash: string | null;
  size: number;
  executable: number;
  version: number;
  modified_at: number;
  modified_by: string;
};

const columns =
  "path, type, kind, hash, size, executable, version, modified_at, modified_by" as const;

export const findFile = (sql: SqlStorage, path: string): FileRow | undefined =>
  sql.exec<FileRow>(`SELECT ${columns} FROM file WHERE path = ?`, path).toArray()[0];

/** The hash of the file at a normalised path; undefined where there is none, or a directory. */
export const findHash = (sql: SqlStorage, path: string): string | undefined =>
  sql.exec<{ hash: string | null }>("SELECT hash FROM file WHERE path = ?", path).toArray()[0]
    ?.hash ?? undefined;

/** The row of a file or directory. Throws FILE_003. */
export function getFile(sql: SqlStorage, path: string): FileRow {
  const row = findFile(sql, path);
  if (!row) throw new AppError("FILE_003", { path });
  return row;
}

/** Throws FILE_003 unless it is a directory. */
export function requireDirectory(sql: SqlStorage, path: string): void {
  if (path !== "" && getFile(sql, path).type !== "directory")
    throw new AppError("FILE_003", { path, why: "not_a_directory" });
}

export const listChildren = (sql: SqlStorage, directory: string): FileRow[] =>
  sql
    .exec<FileRow>(`SELECT ${columns} FROM file WHERE parent = ? ORDER BY path`, directory)
    .toArray();

/** All below a directory in byte order of their paths. */
export function listBelow(sql: SqlStorage, directory: string): FileRow[] {
  const { from, to } = below(directory);
  return sql
    .exec<FileRow>(
      `SELECT ${columns} FROM file WHERE path > ? AND path < ? ORDER BY path`,
      from,
      to,
    )
    .toArray();
}

/** Bytes of all files of a kind, or of every file. */
export function totalSize(sql: SqlStorage, kind?: FileKind): number {
  const rows = kind
    ? sql.exec<{ total: number }>(
        "SELECT COALESCE(SUM(size), 0) AS total FROM file WHERE kind = ?",
        kind,
      )
    : sql.exec<{ total: number }>("SELECT COALESCE(SUM(size), 0) AS total FROM file");
  return rows.one().total;
}

export const countFiles = (sql: SqlStorage): number =>
  sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM file WHERE type = 'file'").one().n;

export const toEntry = (row: FileRow): FileEntry => ({
  path: row.path,
  type: row.type,
  kind: row.kind,
  size: row.size,
  version: row.version,
  hash: row.hash,
  executable: row.executable === 1,
  modified_at: row.modified_at,
});

export const toInfo = (row: FileRow): FileInfo => ({
  path: row.path,
  type: row.type,
  kind: row.kind,
  size: row.size,
  version: row.version,
  executable: row.executable === 1,
  modified_at: new Date(row.modified_at).toISOString(),
  modified_by: row.modified_by,
});
