import * as v from "valibot";
import { Count, NumberParam } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id, SessionId } from "./ids.ts";

/** A path in the project, relative, `/` between segments. The workspace normalises and refuses (T-04). */
const FilePath = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

/** U-224 names files by session, the tree by project: either will do, and session wins. */
const where = <More extends v.ObjectEntries>(more: More) =>
  v.pipe(
    v.object({ project_id: v.optional(Id), session_id: v.optional(SessionId), ...more }),
    v.check(
      (query) =>
        ("project_id" in query && query.project_id !== undefined) ||
        ("session_id" in query && query.session_id !== undefined),
      "project_id or session_id is needed",
    ),
  );
const Where = where({});

export const FileKind = v.picklist(["text", "image", "binary"]);
export type FileKind = v.InferOutput<typeof FileKind>;

export const FileInfo = v.object({
  path: v.string(),
  type: v.picklist(["file", "directory"]),
  kind: v.nullable(FileKind),
  /** Bytes; 0 for a directory. */
  size: Count,
  /** Grows by one with every change of this path; what `If-Match: "<version>"` compares. */
  version: Count,
  executable: v.boolean(),
  modified_at: v.string(),
  modified_by: v.string(),
});
export type FileInfo = v.InferOutput<typeof FileInfo>;

/** `[^]`, since a newline too must reach the workspace to be refused. */
const pathParam = v.object({ path: FilePath });

export const listFiles = endpoint({
  method: "GET",
  path: "/files",
  access: "guest",
  acting: false,
  summary: "The whole tree of a project: files and directories, sorted by path",
  query: Where,
  output: v.object({
    items: v.array(FileInfo),
    total_size: Count,
    limits: v.object({
      file_bytes: Count,
      image_bytes: Count,
      text_total_bytes: Count,
      image_total_bytes: Count,
    }),
  }),
});

export const readFile = endpoint({
  method: "GET",
  path: "/files/:path{[^]+}",
  access: "guest",
  acting: false,
  summary:
    "The bytes of a file. Honours Range and If-None-Match; ETag is the version. `download=1` asks for an attachment",
  param: pathParam,
  query: where({ download: v.optional(v.picklist(["0", "1"])) }),
  raw: { response: "application/octet-stream" },
});

export const createFile = endpoint({
  method: "POST",
  path: "/files/:path{[^]+}",
  access: "user",
  summary:
    "Create a file from the body (an upload too), or a directory with `type=directory`. 409 when the path is taken",
  param: pathParam,
  query: where({ type: v.optional(v.picklist(["file", "directory"])) }),
  output: FileInfo,
  created: true,
  raw: { request: "application/octet-stream" },
});

export const saveFile = endpoint({
  method: "PUT",
  path: "/files/:path{[^]+}",
  access: "user",
  summary:
    'Replace a file by the body. `If-Match: "<version>"` refuses a stale save with 412 and both versions; `If-None-Match: *` creates only',
  param: pathParam,
  query: Where,
  output: FileInfo,
  raw: { request: "application/octet-stream" },
});

export const deleteFile = endpoint({
  method: "DELETE",
  path: "/files/:path{[^]+}",
  access: "user",
  summary: "Delete a file, or a directory with all it holds",
  param: pathParam,
  query: Where,
  output: v.object({ deleted: Count }),
});

const project = v.object({ id: Id });

export const moveFile = endpoint({
  method: "POST",
  path: "/projects/:id/move",
  access: "user",
  summary: "Rename or move a file or directory; 409 when the target exists",
  param: project,
  json: v.object({ from: FilePath, to: FilePath }),
  output: v.object({ moved: Count }),
  record: ["from", "to"],
});

export const importArchive = endpoint({
  method: "POST",
  path: "/projects/:id/import",
  access: "user",
  summary:
    "Import a zip or tar.gz (the body). `strip=auto` drops a single top folder; existing files are replaced",
  param: project,
  query: v.object({
    into: v.optional(v.string(), ""),
    strip: v.optional(v.picklist(["auto", "none"]), "auto"),
  }),
  output: v.object({
    imported: Count,
    bytes: Count,
    skipped: v.array(v.object({ path: v.string(), reason: v.string() })),
  }),
  raw: { request: "application/octet-stream" },
});

export const downloadArchive = endpoint({
  method: "GET",
  safe: false,
  path: "/projects/:id/archive",
  access: "guest",
  acting: false,
  summary: "A zip of a folder, or of everything, streamed",
  param: project,
  query: v.object({ path: v.optional(v.string(), "") }),
  raw: { response: "application/zip" },
});

export const searchFiles = endpoint({
  method: "POST",
  path: "/projects/:id/search",
  access: "guest",
  key: "read",
  summary: "Search text in files with ripgrep's engine",
  param: project,
  json: v.object({
    pattern: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
    literal: v.optional(v.boolean(), true),
    ignore_case: v.optional(v.boolean(), true),
    glob: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  output: v.object({
    matches: v.array(v.object({ path: v.string(), line: Count, text: v.string() })),
    truncated: v.boolean(),
  }),
});

export const ChangeInfo = v.object({
  seq: Count,
  at: v.string(),
  path: v.string(),
  /** Content hashes; null before creation and after deletion. */
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  actor: v.object({ kind: v.picklist(["user", "agent", "import"]), id: v.string() }),
  session_id: v.nullable(v.string()),
  turn_id: v.nullable(v.string()),
});
export type ChangeInfo = v.InferOutput<typeof ChangeInfo>;

export const listChanges = endpoint({
  method: "GET",
  path: "/projects/:id/changes",
  access: "guest",
  acting: false,
  summary: "The change log, newest first: of everything, of one file, or of one turn",
  param: project,
  query: v.object({
    path: v.optional(FilePath),
    turn_id: v.optional(Id),
    before: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))),
    limit: NumberParam(1, 200, 50),
  }),
  output: v.object({ items: v.array(ChangeInfo), has_more: v.boolean() }),
});

export const readBlob = endpoint({
  method: "GET",
  path: "/projects/:id/blobs/:hash",
  access: "guest",
  acting: false,
  summary: "The bytes of a version of a file, by content hash, as the change log names it",
  param: v.object({ id: Id, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  raw: { response: "application/octet-stream" },
});
