/** The tree as its readers need it. */
import type { FileInfo } from "#contract/file";
import { readInline } from "./blobs.ts";
import type { Disk } from "./operations.ts";
import { below, normalizeDirectory } from "./paths.ts";
import type { Limits } from "./rpc.ts";
import { countFiles, findFile, listBelow, toInfo, totalSize } from "./tree.ts";

/** CLAUDE.md and commands are read into the prompt: longer texts are not. */
const maxTextBytes = 256 * 1024;

export function treeOf({ journal }: Disk): {
  items: FileInfo[];
  total_size: number;
  limits: Limits;
} {
  const items = listBelow(journal.sql, "").map(toInfo);
  return { items, total_size: totalSize(journal.sql), limits: { ...journal.limits } };
}

export function readText({ journal, blobs }: Disk, path: string): string | null {
  const row = findFile(journal.sql, path.normalize("NFC"));
  if (!row?.hash || row.kind !== "text" || row.size > maxTextBytes) return null;
  const body = readInline(blobs, row.hash);
  return body ? new TextDecoder().decode(body) : null;
}

export function listPaths(sql: SqlStorage, directory: string): string[] {
  const { from, to } = below(normalizeDirectory(directory));
  return sql
    .exec<{ path: string }>(
      "SELECT path FROM file WHERE path > ? AND path < ? AND type = 'file' ORDER BY path",
      from,
      to,
    )
    .toArray()
    .map((row) => row.path);
}

export const usageOf = (sql: SqlStorage): { files: number; bytes: number } => ({
  files: countFiles(sql),
  bytes: totalSize(sql),
});

export const unknownBodies = (sql: SqlStorage, hashes: readonly string[]): string[] =>
  sql
    .exec<{ hash: string }>(
      `SELECT value AS hash FROM json_each(?)
         WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.hash = value)`,
      JSON.stringify(hashes),
    )
    .toArray()
    .map((row) => row.hash);
