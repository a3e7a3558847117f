/** The calls on descriptors and paths. */
import { insideProject, resolveSegments, shownPath } from "../tool-path.ts";
import type { ViewEntry } from "./file-view.ts";
import type { Output } from "./output.ts";
import type { Process } from "./wasi.ts";
import { errno, type Memory } from "./wasi-memory.ts";

type Descriptor =
  | { kind: "stdin"; at: number }
  | { kind: "output"; to: Output }
  | { kind: "directory"; absolute: string; name: string | null; entries: Child[] | null }
  | { kind: "file"; entry: ViewEntry; body: Uint8Array | null; at: number };

interface Child {
  readonly name: Uint8Array;
  readonly directory: boolean;
}

const fileType = { character: 2, directory: 3, regular: 4 };

const encoder = new TextEncoder();

/** Empty segments and dots, which the engine itself only writes in front. */
const unresolved = /^\/|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/;

function pathFrom(absolute: string, text: string): string | undefined {
  const path = text.startsWith("./") ? text.slice(2) : text;
  if (path === "" || unresolved.test(path)) {
    return insideProject(resolveSegments(absolute, text));
  }
  const base = insideProject(absolute);
  return base ? `${base}/${path}` : base === "" ? path : undefined;
}

export function fileCalls(process: Process, { words, bytes, text }: Memory) {
  const { view } = process;
  const descriptors: (Descriptor | undefined)[] = [
    { kind: "stdin", at: 0 },
    { kind: "output", to: process.stdout },
    { kind: "output", to: process.stderr },
    ...process.preopens.map(({ name, at }): Descriptor => ({
      kind: "directory",
      absolute: at,
      name,
      entries: null,
    })),
  ];
  const lookUp = (fd: number, at: number, length: number): ViewEntry | number => {
    const from = descriptors[fd];
    if (from?.kind !== "directory") return errno.notDirectory;
    const path = pathFrom(from.absolute, text(at, length));
    return (path === undefined ? undefined : view.entry(path)) ?? errno.none;
  };

  const putStat = (at: number, type: number, size: number) => {
    bytes().fill(0, at, at + 64);
    const out = words();
    out.setUint8(at + 16, type);
    out.setBigUint64(at + 24, 1n, true);
    out.setBigUint64(at + 32, BigInt(size), true);
  };
  const putEntry = (at: number, entry: ViewEntry) =>
    putStat(at, entry.directory ? fileType.directory : fileType.regular, entry.size);

  const typeOf = (found: Descriptor): number => {
    if (found.kind === "directory") return fileType.directory;
    return found.kind === "file" ? fileType.regular : fileType.character;
  };

  const childrenOf = (absolute: string): Child[] =>
    view.children(insideProject(absolute) ?? "").map((entry) => ({
      name: encoder.encode(entry.name),
      directory: entry.directory,
    }));

  return {
    fd_prestat_get(fd: number, out: number) {
      const found = descriptors[fd];
      if (found?.kind !== "directory" || found.name === null) return errno.bad;
      words().setUint32(out, 0, true);
      words().setUint32(out + 4, encoder.encode(found.name).length, true);
      return errno.ok;
    },
    fd_prestat_dir_name(fd: number, at: number, length: number) {
      const found = descriptors[fd];
      if (found?.kind !== "directory" || found.name === null) return errno.bad;
      bytes().set(encoder.encode(found.name).subarray(0, length), at);
      return errno.ok;
    },
    fd_fdstat_get(fd: number, out: number) {
      const found = descriptors[fd];
      if (!found) return errno.bad;
      bytes().fill(0, out, out + 24);
      words().setUint8(out, typeOf(found));
      words().setBigUint64(out + 8, ~0n, true);
      words().setBigUint64(out + 16, ~0n, true);
      return errno.ok;
    },
    fd_fdstat_set_flags: () => errno.ok,
    fd_filestat_get(fd: number, out: number) {
      const found = descriptors[fd];
      if (!found) return errno.bad;
      if (found.kind === "file") putEntry(out, found.entry);
      else putStat(out, typeOf(found), 0);
      return errno.ok;
    },
    path_filestat_get(fd: number, _flags: number, at: number, length: number, out: number) {
      const entry = lookUp(fd, at, length);
      if (typeof entry === "number") return entry;
      putEntry(out, entry);
      return errno.ok;
    },
    path_readlink: () => errno.invalid,
    path_open(
      fd: number,
      _lookup: number,
      at: number,
      length: number,
      _open: number,
      _rights: bigint,
      _inheriting: bigint,
      _flags: number,
      out: number,
    ) {
      const entry = lookUp(fd, at, length);
      if (typeof entry === "number") return entry;
      if (!entry.directory && !view.readable(entry.path)) return errno.access;
      const absolute = shownPath(entry.path);
      const opened: Descriptor = entry.directory
        ? { kind: "directory", absolute, name: null, entries: null }
        : { kind: "file", entry, body: null, at: 0 };
      const free = descriptors.indexOf(undefined, 3);
      const slot = free === -1 ? descriptors.length : free;
      descriptors[slot] = opened;
      words().setUint32(out, slot, true);
      return errno.ok;
    },
    fd_close(fd: number) {
      if (!descriptors[fd]) return errno.bad;
      descriptors[fd] = undefined;
      return errno.ok;
    },
    fd_read(fd: number, vectors: number, count: number, out: number) {
      const found = descriptors[fd];
      if (found?.kind !== "file" && found?.kind !== "stdin") return errno.bad;
      const source =
        found.kind === "stdin" ? process.stdin : (found.body ??= view.body(found.entry));
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = words().getUint32(vectors + i * 8, true);
        const length = words().getUint32(vectors + i * 8 + 4, true);
        const part = source.subarray(found.at, found.at + length);
        bytes().set(part, at);
        found.at += part.length;
        total += part.length;
        if (part.length < length) break;
      }
      words().setUint32(out, total, true);
      return errno.ok;
    },
    fd_seek(fd: number, offset: bigint, whence: number, out: number) {
      const found = descriptors[fd];
      if (found?.kind !== "file") return errno.notSeekable;
      const base = [0, found.at, found.entry.size][whence] ?? 0;
      found.at = Math.max(0, base + Number(offset));
      words().setBigUint64(out, BigInt(found.at), true);
      return errno.ok;
    },
    fd_write(fd: number, vectors: number, count: number, out: number) {
      const found = descriptors[fd];
      if (found?.kind !== "output") return errno.bad;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = words().getUint32(vectors + i * 8, true);
        const length = words().getUint32(vectors + i * 8 + 4, true);
        found.to.write(bytes().subarray(at, at + length));
        total += length;
      }
      words().setUint32(out, total, true);
      return errno.ok;
    },
    fd_readdir(fd: number, buffer: number, length: number, cookie: bigint, out: number) {
      const found = descriptors[fd];
      if (found?.kind !== "directory") return errno.notDirectory;
      const entries = (found.entries ??= childrenOf(found.absolute));
      let used = 0;
      for (let i = Number(cookie); i < entries.length && used < length; i++) {
        const child = entries[i];
        if (!child) break;
        const record = new Uint8Array(24 + child.name.length);
        const fields = new DataView(record.buffer);
        fields.setBigUint64(0, BigInt(i + 1), true);
        fields.setBigUint64(8, BigInt(i + 1), true);
        fields.setUint32(16, child.name.length, true);
        fields.setUint8(20, child.directory ? fileType.directory : fileType.regular);
        record.set(child.name, 24);
        const part = record.subarray(0, length - used);
        bytes().set(part, buffer + used);
        used += part.length;
      }
      words().setUint32(out, used, true);
      return errno.ok;
    },
  };
}
