/** What the socket of a chat session carries, both ways (docs/protocol.md). */
import * as v from "valibot";
import type { Item, RunState, TodoItem } from "./chat.ts";
import { PermissionMode } from "./common.ts";
import { Id } from "./ids.ts";
import type { Maintenance } from "./maintenance.ts";

const frameId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** From the browser. `id` names the request; it is answered by one `ack` or one `error`. */
export const ClientFrame = v.variant("type", [
  v.object({
    type: v.literal("message.send"),
    id: frameId,
    /** A UUID of the client's: the same message sent twice (reconnect) is kept once. */
    client_id: Id,
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(100_000)),
    /** The file open in the editor, which "this file" means (U-071). */
    open_file: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1024)))),
    language: v.optional(v.picklist(["ja", "en"])),
  }),
  v.object({ type: v.literal("run.stop"), id: frameId }),
  v.object({
    type: v.literal("approval.answer"),
    id: frameId,
    tool_id: v.string(),
    decision: v.picklist(["allow", "allow_session", "allow_project", "deny"]),
    reason: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  }),
  v.object({
    type: v.literal("plan.answer"),
    id: frameId,
    tool_id: v.string(),
    decision: v.picklist(["approve", "reject"]),
    /** The mode to go on in; `default` when absent. */
    mode: v.optional(PermissionMode),
    /** The plan as the person edited it. */
    plan: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
    feedback: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  }),
  v.object({
    type: v.literal("question.answer"),
    id: frameId,
    tool_id: v.string(),
    /** One list of labels (or free text) for each question, in order. */
    answers: v.pipe(
      v.array(v.pipe(v.array(v.pipe(v.string(), v.maxLength(2000))), v.maxLength(8))),
      v.maxLength(4),
    ),
  }),
  v.object({ type: v.literal("queue.remove"), id: frameId, client_id: Id }),
  v.object({
    type: v.literal("draft.save"),
    id: frameId,
    text: v.pipe(v.string(), v.maxLength(100_000)),
  }),
]);
export type ClientFrame = v.InferOutput<typeof ClientFrame>;

export interface QueuedMessage {
  client_id: string;
  text: string;
  at: number;
}

export interface ChatSettings {
  title: string;
  model: string;
  mode: PermissionMode;
  /** Unix milliseconds bypass mode ends at by itself; null in every other mode (T-06). */
  bypass_until: number | null;
}

export interface ContextMeter {
  /** Tokens the next call would carry, as the last call measured them. */
  used_tokens: number;
  max_tokens: number;
}

export interface RunView {
  state: RunState;
  turn_id: string | null;
  /** Unix milliseconds the turn began. */
  started_at: number | null;
}

export interface CommandInfo {
  name: string;
  description: string;
  /** What may follow the name, e.g. `[model]`. */
  hint: string;
  source: "built-in" | "project";
}

export interface FileChange {
  path: string;
  op: "create" | "update" | "delete" | "mkdir";
  /** Absent on delete. */
  version?: number;
  actor: "user" | "agent" | "import";
  session_id: string | null;
  turn_id: string | null;
}

/** To the browser. */
export type ServerFrame =
  | {
      type: "welcome";
      /** False: only what changed since the `since` of the address; true: replace everything. */
      full: boolean;
      seq: number;
      items: Item[];
      /** Older items exist; page them over REST. */
      has_more: boolean;
      run: RunView;
      queue: QueuedMessage[];
      todos: TodoItem[];
      settings: ChatSettings;
      context: ContextMeter;
      cost_micro_usd: number;
      draft: string;
      commands: CommandInfo[];
      viewers: number;
    }
  | { type: "ack"; id: string }
  | {
      type: "error";
      id: string | null;
      error: {
        code: string;
        reason: string;
        message: string;
        /** On RATE_… and BUDGET_001: `kind`, `limit`, `used`, `source`, `resets_at`. */
        details?: Record<string, unknown>;
      };
    }
  /** A stored change: insert or replace by item id. */
  | { type: "item"; seq: number; item: Item }
  /** Streamed text: the item's block `block` has `offset` characters before `text`. Not stored. */
  | {
      type: "delta";
      item_id: string;
      block: number;
      kind: "text" | "thinking";
      offset: number;
      text: string;
    }
  /** The item of a message whose stream was cut and is asked again: forget it. */
  | { type: "item.discard"; item_id: string }
  | { type: "run"; seq: number; run: RunView }
  | { type: "queue"; seq: number; queue: QueuedMessage[] }
  | { type: "todos"; seq: number; todos: TodoItem[] }
  | { type: "settings"; seq: number; settings: ChatSettings }
  | { type: "meter"; seq: number; context: ContextMeter; cost_micro_usd: number }
  /** Files changed by anybody in the project. `truncated`: too many to list, reload the tree. */
  | { type: "files"; changes: FileChange[]; truncated: boolean }
  | { type: "viewers"; count: number }
  /** The site closes, will close, or is open again (T-26). */
  | { type: "maintenance"; maintenance: Maintenance }
  /** This login or the session ended, or another connection took over; the socket closes after it (4401, 4404, 4409). */
  | { type: "closed"; code: string };
