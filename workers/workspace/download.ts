import { makeZip } from "client-zip";
import { AppError } from "../platform/errors.ts";
import { openBody } from "./blobs.ts";
import type { Disk } from "./operations.ts";
import { nameOf, normalizeDirectory } from "./paths.ts";
import { type FileRow, getFile, listBelow } from "./tree.ts";

/** A zip of a directory, of one file, or of everything (""), built as it is read. */
export function downloadArchive(disk: Disk, input: string): ReadableStream<Uint8Array> {
  const path = normalizeDirectory(input);
  const { sql } = disk.journal;
  const top = path === "" ? undefined : getFile(sql, path);
  const rows = top?.type === "file" ? [top] : listBelow(sql, path);
  // A project without files is there all the same, and an archive of nothing.
  if (path !== "" && rows.length === 0 && top === undefined)
    throw new AppError("FILE_003", { path });
  const cut = path === "" ? 0 : path.length - nameOf(path).length;
  const zip = makeZip(
    entriesOf(disk, top ? [top, ...rows.filter((row) => row !== top)] : rows, cut),
  );
  const { readable, writable } = new IdentityTransformStream();
  // A reader that goes away ends the writing side too; the error has nobody else to tell.
  zip.pipeTo(writable).catch(() => undefined);
  return readable;
}

async function* entriesOf({ blobs }: Disk, rows: readonly FileRow[], cut: number) {
  for (const row of rows) {
    const name = row.path.slice(cut);
    const lastModified = new Date(row.modified_at);
    if (row.hash === null) yield { name: `${name}/`, lastModified };
    else {
      const input = await openBody(blobs, row.hash, 0, row.size);
      yield { name, lastModified, input, size: row.size, mode: row.executable ? 0o755 : 0o644 };
    }
  }
}
