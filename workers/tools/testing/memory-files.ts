/** ToolFiles in memory, for tests: the same refusals and orders as the workspace's, nothing stored. */
import { AppError } from "../../platform/errors.ts";
import type { FileEntry, ReadLedger, ShellState, ToolFiles } from "../files.ts";
import type { ToolContext } from "../tool.ts";
import { decodeText } from "../text.ts";

interface Node {
  entry: FileEntry;
  body: Uint8Array;
}

export interface MemoryFiles extends ToolFiles {
  /** The text of a file, or undefined when there is none. */
  text(path: string): string | undefined;
  /** Paths whose bodies are elsewhere: `readLocal` has none, `read` waits. */
  readonly remote: Set<string>;
  readonly maxFileBytes: number;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const byPath = (a: FileEntry, b: FileEntry): number => (a.path < b.path ? -1 : 1);

/** 64 hex digits that differ when the bytes do; FNV-1a is enough for tests. */
function hashOf(body: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of body) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(64, "0");
}

export function memoryFiles(initial: Record<string, string | Uint8Array> = {}): MemoryFiles {
  const nodes = new Map<string, Node>();
  const remote = new Set<string>();
  const maxFileBytes = 10 * 1024 * 1024;
  let clock = 1_700_000_000_000;

  const kindOf = (path: string, body: Uint8Array) => {
    if (/\.(png|jpe?g|gif|webp)$/.test(path)) return "image";
    return decodeText(body) === null ? "binary" : "text";
  };
  const entryAt = (path: string): FileEntry => {
    const found = nodes.get(path);
    if (!found) throw new AppError("FILE_003", { path });
    return found.entry;
  };
  const below = (path: string): FileEntry[] =>
    [...nodes.values()]
      .map((node) => node.entry)
      .filter((entry) => entry.path !== path && (path === "" || entry.path.startsWith(`${path}/`)))
      .sort(byPath);

  const files: MemoryFiles = {
    remote,
    maxFileBytes,
    text: (path) => {
      const node = nodes.get(path);
      return node && new TextDecoder().decode(node.body);
    },
    stat: (path) => nodes.get(path)?.entry,
    list(directory) {
      if (directory !== "" && entryAt(directory).type !== "directory") {
        throw new AppError("FILE_003", { path: directory });
      }
      return below(directory).filter((entry) => parentOf(entry.path) === directory);
    },
    walk: (directory) => below(directory),
    readLocal: (path) => (remote.has(path) ? undefined : nodes.get(path)?.body),
    async read(path) {
      entryAt(path);
      await new Promise((resolve) => setTimeout(resolve, 0));
      return nodes.get(path)?.body ?? new Uint8Array(0);
    },
    async write(path, body, options) {
      if (body.length > maxFileBytes) throw new AppError("FILE_001", { path });
      const before = nodes.get(path)?.entry;
      if (before?.type === "directory") throw new AppError("FILE_006", { path });
      if (parentOf(path) !== "") files.makeDirectory(parentOf(path));
      const entry: FileEntry = {
        path,
        type: "file",
        kind: kindOf(path, body),
        size: body.length,
        version: (before?.version ?? 0) + 1,
        hash: hashOf(body),
        executable: options?.executable ?? before?.executable ?? false,
        modified_at: (clock += 1000),
      };
      nodes.set(path, { entry, body: body.slice() });
      return entry;
    },
    makeDirectory(path) {
      const found = nodes.get(path)?.entry;
      if (found?.type === "directory" || path === "") return;
      if (found) throw new AppError("FILE_006", { path });
      files.makeDirectory(parentOf(path));
      const entry: FileEntry = {
        path,
        type: "directory",
        kind: null,
        size: 0,
        version: 1,
        hash: null,
        executable: false,
        modified_at: (clock += 1000),
      };
      nodes.set(path, { entry, body: new Uint8Array(0) });
    },
    remove(path, options) {
      entryAt(path);
      const inside = below(path);
      if (inside.length > 0 && !options?.recursive) throw new AppError("FILE_006", { path });
      for (const entry of inside) nodes.delete(entry.path);
      nodes.delete(path);
      return inside.length + 1;
    },
    move(from, to) {
      const source = entryAt(from);
      const target = nodes.get(to)?.entry;
      if (target?.type === "directory" || (target && source.type === "directory")) {
        throw new AppError("FILE_006", { path: to });
      }
      if (parentOf(to) !== "") files.makeDirectory(parentOf(to));
      const moving = [source, ...below(from)];
      for (const entry of moving) {
        const node = nodes.get(entry.path);
        if (!node) continue;
        nodes.delete(entry.path);
        const path = to + entry.path.slice(from.length);
        nodes.set(path, { body: node.body, entry: { ...entry, path } });
      }
      return moving.length;
    },
    setExecutable(path, executable) {
      const node = nodes.get(path);
      if (!node) throw new AppError("FILE_003", { path });
      node.entry = { ...node.entry, executable };
    },
  };

  for (const [path, content] of Object.entries(initial)) {
    const body = typeof content === "string" ? new TextEncoder().encode(content) : content;
    void files.write(path, body);
  }
  return files;
}

function memoryLedger(): ReadLedger {
  const known = new Map<string, { hash: string; partial: boolean }>();
  return {
    get: (path) => known.get(path),
    set: (path, hash, partial) => void known.set(path, { hash, partial }),
  };
}

export function toolContext(files: ToolFiles, change: Partial<ToolContext> = {}): ToolContext {
  const shell: ShellState = { cwd: "" };
  return {
    files,
    ledger: memoryLedger(),
    shell,
    policy: { read_only: false, deny: [] },
    signal: new AbortController().signal,
    now: () => 1_700_000_000_000,
    ...change,
  };
}
