/** What the Workspace object (one per project) answers over RPC. Errors travel as `Result`, since RPC strips their fields. */
import type { ChangeInfo, FileInfo } from "#contract/file";
import type { ToolDisplay } from "#contract/chat";
import type { ToolCall, ToolOutcome, ToolPolicy } from "../agent/tool.ts";
import type { Origin as RequestOrigin } from "../platform/http/http.ts";
import type { Result } from "../platform/result.ts";

export type { Result };

/** The request that brought a change, for the audit log. */
export interface Via extends RequestOrigin {
  readonly keyId: string | null;
}

/** Who changes files: kept with every change. */
export interface Origin {
  readonly kind: "user" | "agent" | "import";
  /** The account. */
  readonly user_id: string;
  readonly session_id: string | null;
  readonly turn_id: string | null;
  /** Absent where no request of a person stands behind it. */
  readonly via?: Via;
}

export interface Limits {
  /** Bytes; U-093. */
  readonly file_bytes: number;
  readonly image_bytes: number;
  readonly text_total_bytes: number;
  readonly image_total_bytes: number;
}

export interface ToolRun extends ToolCall {
  readonly origin: Origin & { readonly session_id: string };
  readonly policy: ToolPolicy;
}

export interface FileBody {
  readonly info: FileInfo;
  readonly hash: string;
  /** From `offset`, `length` bytes. */
  readonly body: ReadableStream<Uint8Array>;
  readonly offset: number;
  readonly length: number;
}

export interface WorkspaceRpc {
  /** Called once, when the project is created; names it for R2 metadata. */
  open(projectId: string): Promise<void>;

  // REST
  tree(): Promise<{ items: FileInfo[]; total_size: number; limits: Limits }>;
  readFile(
    path: string,
    range?: { offset?: number; length?: number; suffix?: number },
  ): Promise<Result<FileBody>>;
  createFile(
    path: string,
    body: ReadableStream<Uint8Array> | Uint8Array,
    origin: Origin,
  ): Promise<Result<FileInfo>>;
  createDirectory(path: string, origin: Origin): Promise<Result<FileInfo>>;
  /** `version` null: replace whatever is there (or create); a number that is not the current one: FILE_005 with `{current, yours}`. */
  saveFile(
    path: string,
    body: ReadableStream<Uint8Array> | Uint8Array,
    version: number | null,
    origin: Origin,
  ): Promise<Result<FileInfo>>;
  deletePath(path: string, origin: Origin): Promise<Result<{ deleted: number }>>;
  /** Deletes every file, as one entry of the log for each; history stays. */
  clear(origin: Origin): Promise<{ deleted: number }>;
  movePath(from: string, to: string, origin: Origin): Promise<Result<{ moved: number }>>;
  importArchive(
    body: ReadableStream<Uint8Array>,
    options: { into: string; strip: "auto" | "none"; length: number | null },
    origin: Origin,
  ): Promise<
    Result<{ imported: number; bytes: number; skipped: { path: string; reason: string }[] }>
  >;
  downloadArchive(path: string): Promise<Result<ReadableStream<Uint8Array>>>;
  search(query: {
    pattern: string;
    literal: boolean;
    ignore_case: boolean;
    glob?: string;
  }): Promise<
    Result<{ matches: { path: string; line: number; text: string }[]; truncated: boolean }>
  >;
  changes(query: {
    path?: string;
    turn_id?: string;
    before?: number;
    limit: number;
  }): Promise<{ items: ChangeInfo[]; has_more: boolean }>;
  readBlob(hash: string): Promise<Result<{ size: number; body: ReadableStream<Uint8Array> }>>;

  // The agent
  runTool(run: ToolRun): Promise<ToolOutcome>;
  /** Aborts a running tool of that id; it answers with an error outcome. */
  cancelTool(id: string): Promise<void>;
  previewTool(run: ToolRun): Promise<ToolDisplay | null>;
  /** The text of a file, or null; for CLAUDE.md and commands. At most 256 KB. */
  readText(path: string): Promise<string | null>;
  /** Paths of files directly and indirectly below a directory. */
  listPaths(directory: string): Promise<string[]>;
  /** Marks the end of a turn: the state of all files at this seq can be named later. */
  checkpoint(origin: Origin): Promise<{ seq: number }>;

  // Sessions with open sockets hear of changes through ChatSession.filesChanged.
  subscribe(sessionId: string): Promise<void>;
  unsubscribe(sessionId: string): Promise<void>;
  /** Room it was granted and does not use, back to its owner; answers what it keeps (null: not now). */
  giveBack(): Promise<number | null>;
  /** Bytes stored and files, for lists. */
  usage(): Promise<{ files: number; bytes: number }>;
  /** Of bodies stored under its name, those it does not know: nothing names them. */
  unknownBodies(hashes: readonly string[]): Promise<string[]>;
  /** Deletes those of stored bodies that it does not know, while none is being stored; answers which. */
  deleteUnknownBodies(hashes: readonly string[]): Promise<string[]>;
  /** Deletes everything, R2 bodies too; the project is purged. */
  destroy(): Promise<void>;
}
