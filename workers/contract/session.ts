import * as v from "valibot";
import { Item } from "./chat.ts";
import { Count, NumberParam, PermissionMode, Name, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id, SessionId } from "./ids.ts";

/** U-058. */
const SessionStatus = v.picklist(["active", "idle", "expired", "terminated"]);

export const SessionInfo = v.object({
  /** `sess_<uuid>` (C-02). */
  id: v.string(),
  project_id: Id,
  user_id: Id,
  title: v.string(),
  model: v.string(),
  mode: PermissionMode,
  /** When bypass mode ends by itself; null in every other mode (T-06). */
  bypass_until: v.nullable(v.string()),
  status: SessionStatus,
  /** Whether the agent works, or waits for an answer: what the inbox of approvals lists. */
  run: v.picklist(["idle", "running", "waiting"]),
  message_count: Count,
  cost_micro_usd: Count,
  created_at: v.string(),
  last_activity_at: v.string(),
  /** When it was put away; such a session does not count among those held (C-04). */
  archived_at: v.nullable(v.string()),
  /** When it counts as expired, which archives it and deletes nothing (C-07). */
  expires_at: v.string(),
});
export type SessionInfo = v.InferOutput<typeof SessionInfo>;

const param = v.object({ id: SessionId });

export const createSession = endpoint({
  method: "POST",
  path: "/sessions",
  access: "guest",
  summary: "Create a chat session in a project (U-036)",
  json: v.object({
    project_id: Id,
    title: v.optional(Name(120)),
    model: v.optional(Text(100)),
    mode: v.optional(PermissionMode),
  }),
  output: SessionInfo,
  created: true,
  record: ["project_id", "model", "mode"],
});

export const listSessions = endpoint({
  method: "GET",
  path: "/sessions",
  access: "guest",
  summary: "The caller's chat sessions, latest activity first",
  query: v.object({ project_id: v.optional(Id) }),
  output: v.object({ items: v.array(SessionInfo) }),
});

export const getSession = endpoint({
  method: "GET",
  path: "/sessions/:id",
  access: "guest",
  summary: "One chat session",
  param,
  output: SessionInfo,
});

export const updateSession = endpoint({
  method: "PATCH",
  path: "/sessions/:id",
  access: "user",
  summary: "Change title, model or permission mode",
  param,
  json: v.object({
    title: v.optional(Name(120)),
    model: v.optional(Text(100)),
    mode: v.optional(PermissionMode),
  }),
  output: SessionInfo,
  record: ["model", "mode"],
});

export const archiveSession = endpoint({
  method: "POST",
  path: "/sessions/:id/archive",
  access: "user",
  acting: true,
  summary: "Put a session away: it stays, and makes room for a new one (C-04)",
  param,
  output: SessionInfo,
});

export const unarchiveSession = endpoint({
  method: "POST",
  path: "/sessions/:id/unarchive",
  access: "user",
  acting: true,
  summary: "Take a session back; refused where too many are held",
  param,
  output: SessionInfo,
});

export const deleteSession = endpoint({
  method: "DELETE",
  path: "/sessions/:id",
  access: "user",
  summary:
    "Delete a chat session. Its project's files stay, unless it is the last session and `files=delete` asks for them too (C-03)",
  param,
  query: v.object({ files: v.optional(v.picklist(["keep", "delete"]), "keep") }),
});

export const getHistory = endpoint({
  method: "GET",
  path: "/sessions/:id/history",
  access: "guest",
  acting: false,
  summary: "The transcript, oldest first, a page before an item (U-223)",
  param,
  query: v.object({
    /** Items before this position; absent: the newest page. */
    before: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))),
    limit: NumberParam(1, 200, 100),
  }),
  output: v.object({ items: v.array(Item), has_more: v.boolean() }),
});
