/** Importing an archive: bodies are stored as they stream by, the tree changes once, at the end. */
import { storeStream } from "../blobs.ts";
import { removeLoose } from "../carry.ts";
import { commit, makeDirectory, putFile, type StoredBody } from "../commit.ts";
import { checkTotal, importBytes, tooLarge } from "../limits.ts";
import type { Disk } from "../operations.ts";
import { normalizeDirectory } from "../paths.ts";
import type { Origin } from "../rpc.ts";
import { findFile, totalSize } from "../tree.ts";
import { createBudget } from "./budget.ts";
import { formatOf, headBytes } from "./format.ts";
import { type Admitted, createIntake, refused } from "./intake.ts";
import { placeEntries } from "./place.ts";
import { readTar } from "./read-tar.ts";
import { readZip } from "./read-zip.ts";
import { peek } from "./streams.ts";

/** Takes one admitted entry; `body` is null for a directory and must be read to its end otherwise. */
export type Take = (
  entry: Admitted,
  executable: boolean,
  body: ReadableStream<Uint8Array> | null,
) => Promise<void>;

interface Taken extends Admitted {
  readonly executable: boolean;
  readonly body: StoredBody | null;
}

export interface ImportOptions {
  readonly into: string;
  readonly strip: "auto" | "none";
  /** Bytes of the archive, when known. */
  readonly length: number | null;
}

/** Throws FILE_007 for an archive that must not come in, FILE_001 over a limit; then nothing changed. */
export async function importArchive(
  disk: Disk,
  stream: ReadableStream<Uint8Array>,
  options: ImportOptions,
  origin: Origin,
) {
  const taken: Taken[] = [];
  try {
    const into = normalizeDirectory(options.into);
    if ((options.length ?? 0) > importBytes)
      throw tooLarge("import", importBytes, options.length ?? 0, "");
    const intake = createIntake();
    await takeAll(disk, stream, taken, intake);
    const placed = placeEntries(taken, { into, strip: options.strip });
    const { room } = disk.journal;
    const { imported, bytes } = await room.within(growthOf(disk, placed), () =>
      place(disk, placed, origin),
    );
    return { imported, bytes, skipped: intake.skipped };
  } catch (error) {
    await stream.cancel().catch(() => undefined);
    const hashes = taken.flatMap(({ body }) => (body ? [body.hash] : []));
    await removeLoose(disk.blobs, hashes, disk.blobs.now());
    throw error;
  }
}

async function takeAll(
  { blobs }: Disk,
  stream: ReadableStream<Uint8Array>,
  taken: Taken[],
  intake: ReturnType<typeof createIntake>,
): Promise<void> {
  const sums = { text: 0, image: 0, binary: 0 };
  const take: Take = async (entry, executable, body) => {
    const stored = body && (await storeStream(blobs, body, entry.path));
    taken.push({ ...entry, executable, body: stored });
    if (!stored) return;
    sums[stored.kind] += stored.size;
    checkTotal(blobs.limits, stored.kind, sums[stored.kind], entry.path);
  };
  const { head, stream: whole } = await peek(stream, headBytes);
  const format = formatOf(head);
  if (format === null) {
    await whole.cancel();
    throw refused("", "format");
  }
  const parts = { budget: createBudget(), intake, take };
  if (format === "zip") await readZip(blobs, whole, parts);
  else await readTar(whole, format === "tar.gz", parts);
}

/** What the project will hold more than now. */
const growthOf = ({ journal }: Disk, placed: readonly Taken[]): number =>
  placed.reduce(
    (sum, { path, body }) =>
      body ? sum + body.size - (findFile(journal.sql, path)?.size ?? 0) : sum,
    0,
  );

function place({ journal }: Disk, placed: readonly Taken[], origin: Origin) {
  return commit(journal, origin, (tx) => {
    let imported = 0;
    let bytes = 0;
    for (const { path, body, executable } of placed) {
      if (!body) {
        makeDirectory(tx, path);
        continue;
      }
      putFile(tx, path, body, { executable, totals: false });
      imported += 1;
      bytes += body.size;
    }
    for (const kind of ["text", "image"] as const)
      checkTotal(tx.limits, kind, totalSize(tx.sql, kind), "");
    return { imported, bytes };
  });
}
