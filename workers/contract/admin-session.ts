import * as v from "valibot";
import {
  Count,
  InactiveDays,
  Instant,
  Page,
  PageQuery,
  PermissionMode,
  Role,
  Text,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id, SessionId } from "./ids.ts";

/** `terminated` lies in the bin. */
const Status = v.picklist(["active", "idle", "expired", "terminated"]);
const Run = v.picklist(["idle", "running", "waiting"]);

/**
 * A chat session as administrators see it (U-015, U-017): who, where, how much and when. Its title
 * comes from what was asked, so it is content like the messages (C-14).
 */
export const AnySession = v.object({
  /** `sess_<uuid>` (C-02). */
  id: v.string(),
  /** With the role of the account itself, without an elevation. */
  user: v.object({ id: Id, name: v.string(), email: v.string(), role: Role }),
  project: v.object({ id: Id, name: v.string() }),
  model: v.string(),
  mode: PermissionMode,
  bypass_until: v.nullable(Instant),
  status: Status,
  run: Run,
  message_count: Count,
  cost_micro_usd: Count,
  created_at: Instant,
  last_activity_at: Instant,
  archived_at: v.nullable(Instant),
  deleted_at: v.nullable(Instant),
});
export type AnySession = v.InferOutput<typeof AnySession>;

export const listAllSessions = endpoint({
  method: "GET",
  path: "/admin/chat-sessions",
  access: "admin",
  summary: "Everybody's chat sessions, without what was said in them (U-015)",
  query: v.object({
    user_id: v.optional(Id),
    project_id: v.optional(Id),
    status: v.optional(Status),
    run: v.optional(Run),
    mode: v.optional(PermissionMode),
    model: v.optional(Text(100)),
    inactive_days: InactiveDays,
    sort_by: v.optional(
      v.picklist(["last_activity", "created_at", "cost", "messages"]),
      "last_activity",
    ),
    sort_order: v.optional(v.picklist(["asc", "desc"]), "desc"),
    ...PageQuery,
  }),
  output: v.object({
    ...Page(AnySession),
    statistics: v.object({
      /** Not in the bin. */
      total: Count,
      running: Count,
      waiting: Count,
      /** In bypass mode now (T-06). */
      bypass: Count,
    }),
  }),
});

const Call = v.object({
  id: Id,
  model: v.string(),
  input_tokens: Count,
  output_tokens: Count,
  cache_read_tokens: Count,
  cache_write_tokens: Count,
  cost_micro_usd: Count,
  created_at: Instant,
});

export const AnySessionDetail = v.object({
  ...AnySession.entries,
  connections: Count,
  /** When what is in the bin is gone for good. */
  purged_at: v.nullable(Instant),
  /** The last hundred calls of the model, newest first (U-170). */
  calls: v.array(Call),
});
export type AnySessionDetail = v.InferOutput<typeof AnySessionDetail>;

const param = v.object({ id: SessionId });
const json = v.object({ reason: v.optional(Text(500)) });

export const getSessionAsAdmin = endpoint({
  method: "GET",
  path: "/admin/chat-sessions/:id",
  access: "admin",
  summary: "One chat session, whosever it is, with its calls of the model",
  param,
  output: AnySessionDetail,
});

export const stopSessionOf = endpoint({
  method: "POST",
  path: "/admin/chat-sessions/:id/stop",
  access: "admin",
  summary: "Stop what runs in somebody's session (U-107)",
  param,
  json,
  record: ["reason"],
});

export const deleteSessionOf = endpoint({
  method: "DELETE",
  path: "/admin/chat-sessions/:id",
  access: "admin",
  stepUp: "reauth",
  summary: "Move somebody's session to the bin; its owner is told",
  param,
  query: v.object({ reason: v.optional(Text(500)) }),
});

export const restoreSessionOf = endpoint({
  method: "POST",
  path: "/admin/chat-sessions/:id/restore",
  access: "admin",
  summary: "Take a session back out of the bin (C-08)",
  param,
  json,
  record: ["reason"],
});
