/** What people do with single files over REST. Each function throws AppError. */
import type { FileInfo } from "#contract/file";
import { AppError } from "../platform/errors.ts";
import { type BlobStore, openBody, sizeOf, storeBody } from "./blobs.ts";
import { commit, type Journal, makeDirectory, movePath, putFile, removePath } from "./commit.ts";
import { ancestorsOf, checkNewName, nameOf, normalizePath } from "./paths.ts";
import type { FileBody, Origin } from "./rpc.ts";
import { findFile, getFile, type FileRow, listChildren, toInfo } from "./tree.ts";

export interface Disk {
  readonly journal: Journal;
  readonly blobs: BlobStore;
}

export type Body = ReadableStream<Uint8Array> | Uint8Array;

export interface Range {
  readonly offset?: number;
  readonly length?: number;
  readonly suffix?: number;
}

/** The part of `size` bytes a range names; undefined when it lies outside. */
export function resolveRange(
  size: number,
  range: Range = {},
): { offset: number; length: number } | undefined {
  if (range.suffix !== undefined) {
    const length = Math.min(range.suffix, size);
    return length === 0 ? undefined : { offset: size - length, length };
  }
  const offset = range.offset ?? 0;
  if (offset > 0 && offset >= size) return undefined;
  return { offset, length: Math.min(range.length ?? size, size - offset) };
}

/** FILE_003 for a directory or nothing; REQUEST_001 with `{size}` for a range outside the file. */
export async function readFile(
  { journal, blobs }: Disk,
  path: string,
  range?: Range,
): Promise<FileBody> {
  const row = getFile(journal.sql, normalizePath(path));
  if (row.hash === null) throw new AppError("FILE_003", { path, why: "is_a_directory" });
  const part = resolveRange(row.size, range);
  if (!part) throw new AppError("REQUEST_001", { why: "range", size: row.size });
  const body = await openBody(blobs, row.hash, part.offset, part.length);
  return { info: toInfo(row), hash: row.hash, body, ...part };
}

export async function readBlob({ blobs }: Disk, hash: string) {
  const size = sizeOf(blobs, hash);
  return { size, body: await openBody(blobs, hash, 0, size) };
}

/** Of a path only what is not there yet is a new name. */
function checkNewPath(sql: SqlStorage, path: string): void {
  for (const step of [...ancestorsOf(path), path]) {
    if (!findFile(sql, step)) checkNewName(nameOf(step));
  }
}

const refuseTaken = (row: FileRow | undefined) => {
  if (row) throw new AppError("FILE_006", { path: row.path });
};

/** A body that will not be used is not awaited either. */
const drop = async (body: Body) => {
  if (!(body instanceof Uint8Array)) await body.cancel().catch(() => undefined);
};

/** Checks first without the body, so that a refusal does not wait for an upload. */
async function store({ blobs }: Disk, body: Body, path: string, check: () => void) {
  try {
    check();
  } catch (error) {
    await drop(body);
    throw error;
  }
  return storeBody(blobs, body, path);
}

export async function createFile(
  disk: Disk,
  input: string,
  body: Body,
  origin: Origin,
): Promise<FileInfo> {
  const { journal } = disk;
  const check = () => refuseTaken(findFile(journal.sql, normalizePath(input)));
  const stored = await store(disk, body, input, check);
  const path = normalizePath(input);
  return journal.room.within(stored.size, () =>
    commit(journal, origin, (tx) => {
      refuseTaken(findFile(tx.sql, path));
      checkNewPath(tx.sql, path);
      return toInfo(putFile(tx, path, stored));
    }),
  );
}

export function createDirectory({ journal }: Disk, input: string, origin: Origin): FileInfo {
  const path = normalizePath(input);
  return commit(journal, origin, (tx) => {
    refuseTaken(findFile(tx.sql, path));
    checkNewPath(tx.sql, path);
    return toInfo(makeDirectory(tx, path));
  });
}

/** FILE_005 when `version` is no longer the current one, FILE_008 where no text stands or comes. */
function refuseSave(row: FileRow | undefined, path: string, version: number | null): void {
  if (row?.type === "directory") throw new AppError("FILE_006", { path });
  if (version !== null && version !== (row?.version ?? 0)) {
    const current = row && {
      version: row.version,
      hash: row.hash,
      modified_by: row.modified_by,
      modified_at: new Date(row.modified_at).toISOString(),
    };
    throw new AppError("FILE_005", { path, current: current ?? null, yours: version });
  }
  if (row && row.kind !== "text") throw new AppError("FILE_008", { path });
}

export async function saveFile(
  disk: Disk,
  input: string,
  body: Body,
  version: number | null,
  origin: Origin,
): Promise<FileInfo> {
  const { journal } = disk;
  const check = () => {
    const path = normalizePath(input);
    refuseSave(findFile(journal.sql, path), path, version);
  };
  const stored = await store(disk, body, input, check);
  const path = normalizePath(input);
  const grows = stored.size - (findFile(journal.sql, path)?.size ?? 0);
  return journal.room.within(grows, () =>
    commit(journal, origin, (tx) => {
      refuseSave(findFile(tx.sql, path), path, version);
      checkNewPath(tx.sql, path);
      return toInfo(putFile(tx, path, stored));
    }),
  );
}

export const deletePath = ({ journal }: Disk, input: string, origin: Origin) =>
  commit(journal, origin, (tx) => ({ deleted: removePath(tx, normalizePath(input)) }));

export const clear = ({ journal }: Disk, origin: Origin) =>
  commit(journal, origin, (tx) => {
    const tops = listChildren(tx.sql, "");
    return { deleted: tops.reduce((sum, { path }) => sum + removePath(tx, path), 0) };
  });

export const moveByPerson = ({ journal }: Disk, from: string, to: string, origin: Origin) =>
  commit(journal, origin, (tx) => {
    const target = normalizePath(to);
    checkNewPath(tx.sql, target);
    return { moved: movePath(tx, normalizePath(from), target, { replace: false }) };
  });
