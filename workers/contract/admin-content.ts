import * as v from "valibot";
import { Item } from "./chat.ts";
import { Count, Instant, NumberParam, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { FileInfo } from "./file.ts";
import { Id, SessionId } from "./ids.ts";

/** C-14: leave to read what is in somebody's project or chat, for a while. */
export const ContentAccess = v.object({
  id: Id,
  resource_type: v.picklist(["PROJECT", "SESSION"]),
  resource_id: Id,
  owner: v.object({ id: Id, name: v.string() }),
  reason: v.string(),
  created_at: Instant,
  expires_at: Instant,
});
export type ContentAccess = v.InferOutput<typeof ContentAccess>;

const reason = v.pipe(Text(500), v.minLength(10, "at least 10 characters"));

const access = { access: "admin", key: false } as const;

export const openContent = endpoint({
  ...access,
  lasting: true,
  method: "POST",
  path: "/admin/content-access",
  stepUp: "second-factor",
  summary:
    "Break the glass: read somebody's project or chat for 30 minutes. On record as CRITICAL, and its owner is told",
  json: v.variant("resource_type", [
    v.object({ resource_type: v.literal("PROJECT"), resource_id: Id, reason }),
    v.object({ resource_type: v.literal("SESSION"), resource_id: SessionId, reason }),
  ]),
  output: ContentAccess,
  created: true,
  record: ["resource_type", "resource_id", "reason"],
});

export const listContentAccess = endpoint({
  ...access,
  method: "GET",
  path: "/admin/content-access",
  summary: "The leaves of the caller that hold now",
  output: v.object({ items: v.array(ContentAccess) }),
});

const param = v.object({ id: Id });

export const closeContent = endpoint({
  ...access,
  method: "DELETE",
  path: "/admin/content-access/:id",
  summary: "Give a leave back before it ends",
  param,
});

export const listContentFiles = endpoint({
  ...access,
  lasting: true,
  method: "GET",
  safe: false,
  path: "/admin/content-access/:id/files",
  summary: "The tree of the project a leave is for",
  param,
  output: v.object({ items: v.array(FileInfo), total_size: Count }),
});

export const readContentFile = endpoint({
  ...access,
  lasting: true,
  method: "GET",
  safe: false,
  path: "/admin/content-access/:id/files/:path{[^]+}",
  summary: "The bytes of one file of it; each is on record",
  param: v.object({ id: Id, path: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
  raw: { response: "application/octet-stream" },
});

export const readContentHistory = endpoint({
  ...access,
  lasting: true,
  method: "GET",
  safe: false,
  path: "/admin/content-access/:id/history",
  summary: "The transcript of the chat a leave is for, oldest first, a page before an item",
  param,
  query: v.object({
    before: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))),
    limit: NumberParam(1, 200, 100),
  }),
  output: v.object({ title: v.string(), items: v.array(Item), has_more: v.boolean() }),
});
