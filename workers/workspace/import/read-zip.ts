import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { AppError } from "../../platform/errors.ts";
import type { BlobStore } from "../blobs.ts";
import { ceilingBytes, importBytes, tooLarge } from "../limits.ts";
import { discard, receive } from "../receive.ts";
import type { Budget } from "./budget.ts";
import type { Take } from "./import.ts";
import { type Admitted, type EntryType, type Intake, maxEntries } from "./intake.ts";
import { asRefusal, watched } from "./streams.ts";

interface Source {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Entries are read in the order they lie in, so that one window serves many of them. */
const windowBytes = 4 * 1024 * 1024;
/** The central directory is read at once; no honest one is larger. */
const maxRead = 24 * 1024 * 1024;

class SourceReader extends Reader<Source> {
  private window: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array(0) };

  constructor(private readonly source: Source) {
    super(source);
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - index));
    if (wanted > maxRead) throw new AppError("FILE_009", { limit: maxEntries });
    const { at, bytes } = this.window;
    if (index < at || index + wanted > at + bytes.length) {
      const ahead = Math.min(Math.max(wanted, windowBytes), this.size - index);
      this.window = { at: index, bytes: await this.source.read(index, ahead) };
    }
    const from = index - this.window.at;
    return this.window.bytes.slice(from, from + wanted);
  }
}

type ZipEntry = Omit<FileEntry, "directory"> & { directory: boolean };

const typeOf = (entry: ZipEntry): EntryType => {
  if (entry.symlink) return "link";
  const unixType = (entry.unixMode ?? 0) & 0o170000;
  if (![0, 0o040000, 0o100000].includes(unixType)) return "special";
  return entry.directory ? "directory" : "file";
};

async function open(
  blobs: BlobStore,
  stream: ReadableStream<Uint8Array>,
): Promise<{ source: Source; close: () => Promise<void> }> {
  const received = await receive(blobs, stream, (_chunk, total) => {
    if (total > importBytes) throw tooLarge("import", importBytes, total, "");
  });
  const { size } = received;
  if (received.kind === "memory") {
    const { bytes } = received;
    const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
    return { source: { size, read }, close: async () => undefined };
  }
  const { key } = received;
  return {
    source: {
      size,
      async read(offset, length) {
        if (length === 0) return new Uint8Array(0);
        const part = await blobs.bucket.get(key, { range: { offset, length } });
        if (!part) throw new Error("a staged archive is gone");
        return new Uint8Array(await part.arrayBuffer());
      },
    },
    close: () => discard(blobs, key),
  };
}

/** Stages the archive, checks its whole directory, and only then reads what lies in it. */
export async function readZip(
  blobs: BlobStore,
  stream: ReadableStream<Uint8Array>,
  { budget, intake, take }: { budget: Budget; intake: Intake; take: Take },
): Promise<void> {
  const { source, close } = await open(blobs, stream);
  try {
    budget.packed(source.size);
    const zip = new ZipReader(new SourceReader(source), {
      useWebWorkers: false,
      filenameValidation: "tolerant",
      strictness: "balanced",
    });
    const admitted: { entry: ZipEntry; as: Admitted }[] = [];
    try {
      let declared = 0;
      for await (const entry of zip.getEntriesGenerator()) {
        const zipEntry = entry as ZipEntry;
        const name = zipEntry.filename;
        const as = intake.admit({ name, type: typeOf(zipEntry), encrypted: entry.encrypted });
        if (!as) continue;
        declared += entry.uncompressedSize;
        if (declared > importBytes) throw tooLarge("import", importBytes, declared, as.path);
        if (entry.uncompressedSize > ceilingBytes)
          throw tooLarge("binary", ceilingBytes, entry.uncompressedSize, as.path);
        admitted.push({ entry: zipEntry, as });
      }
    } catch (error) {
      throw asRefusal(error, "");
    }
    admitted.sort((a, b) => a.entry.offset - b.entry.offset);
    for (const { entry, as } of admitted) {
      if (as.type === "directory") await take(as, false, null);
      else await extract(entry, as, budget, take);
    }
  } finally {
    await close();
  }
}

async function extract(entry: ZipEntry, as: Admitted, budget: Budget, take: Take): Promise<void> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const written = entry
    .getData(writable, {
      useWebWorkers: false,
      checkCrc32: true,
      checkOverlappingEntry: true,
    })
    .catch((error: unknown) => {
      throw asRefusal(error, as.path);
    });
  const body = watched(readable, as.path, (chunk) => budget.unpacked(chunk.length));
  const results = await Promise.allSettled([take(as, entry.executable, body), written]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
