/**
 * What a chat session shows. An item is one entry of the transcript; it is upserted by `id` and
 * ordered by `position`. `seq` grows with every stored change of a session, so a client that
 * reconnects asks for what changed since the last it saw.
 */
import * as v from "valibot";
import { Count } from "./common.ts";

export const TodoItem = v.object({
  content: v.string(),
  activeForm: v.string(),
  status: v.picklist(["pending", "in_progress", "completed"]),
});
export type TodoItem = v.InferOutput<typeof TodoItem>;

/** Tokens of one model call, every class (T-12). */
export const Usage = v.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_tokens: Count,
  cache_write_5m_tokens: Count,
  cache_write_1h_tokens: Count,
});
export type Usage = v.InferOutput<typeof Usage>;

/** What a finished tool call shows when opened. */
export const ToolDisplay = v.variant("kind", [
  /** A unified diff of one file. `diff` is null where it was too large to compute. */
  v.object({
    kind: v.literal("diff"),
    path: v.string(),
    change: v.picklist(["create", "update"]),
    added: Count,
    removed: Count,
    diff: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal("terminal"),
    command: v.string(),
    output: v.string(),
    exit_code: v.number(),
    /** Characters before folding. */
    total_chars: Count,
    /** Working directory after the command, relative to the project ("" is its root). */
    cwd: v.string(),
    /** Files the command changed. */
    changed: v.array(v.string()),
  }),
  v.object({
    kind: v.literal("file"),
    path: v.string(),
    from_line: Count,
    lines: Count,
    total_lines: Count,
  }),
  v.object({ kind: v.literal("matches"), summary: v.string(), count: Count, output: v.string() }),
  v.object({ kind: v.literal("todos"), todos: v.array(TodoItem) }),
  /** A page of the web; before it is fetched, and where no answer came, without status and size. */
  v.object({
    kind: v.literal("web"),
    /** Exactly what is asked for: its host in punycode, its path with percent signs. */
    url: v.string(),
    host: v.string(),
    /** What the model wants there, in its own words. */
    purpose: v.nullable(v.string()),
    status: v.nullable(Count),
    bytes: v.nullable(Count),
  }),
  v.object({ kind: v.literal("text"), text: v.string() }),
]);
export type ToolDisplay = v.InferOutput<typeof ToolDisplay>;

export const Question = v.object({
  question: v.string(),
  header: v.string(),
  multi_select: v.boolean(),
  options: v.array(v.object({ label: v.string(), description: v.string() })),
});
export type Question = v.InferOutput<typeof Question>;

/** What a tool call waits for. */
export const Approval = v.variant("kind", [
  v.object({
    kind: v.literal("permission"),
    /** Why it is asked, in a sentence for people. */
    why: v.string(),
    /** The rule "always allow" would add, e.g. `Bash(npm test)` or `Edit`. Null: cannot be remembered. */
    rule: v.nullable(v.string()),
    /** The diff of the edit, computed beforehand (U-076). */
    preview: v.nullable(ToolDisplay),
  }),
  v.object({ kind: v.literal("plan"), plan: v.string() }),
  v.object({ kind: v.literal("question"), questions: v.array(Question) }),
]);
export type Approval = v.InferOutput<typeof Approval>;

export const ToolState = v.picklist([
  "pending",
  "awaiting",
  "running",
  "done",
  "failed",
  "denied",
  "interrupted",
]);
export type ToolState = v.InferOutput<typeof ToolState>;

const itemBase = {
  id: v.string(),
  position: Count,
  seq: Count,
  /** The turn (one message of a person and all that follows) this belongs to. */
  turn_id: v.string(),
  /** Unix milliseconds. */
  at: Count,
};

export const UserItem = v.object({
  ...itemBase,
  kind: v.literal("user"),
  text: v.string(),
  author: v.object({ id: v.string(), name: v.string() }),
  /** The id the client gave in `message.send`. */
  client_id: v.string(),
});
export type UserItem = v.InferOutput<typeof UserItem>;

export const BlockView = v.variant("type", [
  v.object({ type: v.literal("text"), text: v.string() }),
  /** Shown folded. Empty where the model keeps its thinking to itself. */
  v.object({ type: v.literal("thinking"), text: v.string() }),
  /** Stands for the tool item of this id. */
  v.object({ type: v.literal("tool_use"), id: v.string(), name: v.string() }),
]);
export type BlockView = v.InferOutput<typeof BlockView>;

export const AssistantItem = v.object({
  ...itemBase,
  kind: v.literal("assistant"),
  blocks: v.array(BlockView),
  model: v.string(),
  demo: v.boolean(),
  /** Null while it streams. */
  stop_reason: v.nullable(v.string()),
  usage: v.nullable(Usage),
  cost_micro_usd: v.nullable(Count),
});
export type AssistantItem = v.InferOutput<typeof AssistantItem>;

export const ToolItem = v.object({
  ...itemBase,
  /** Equals the tool_use id. */
  kind: v.literal("tool"),
  assistant_id: v.string(),
  name: v.string(),
  /** As the model sent it. */
  input: v.unknown(),
  state: ToolState,
  /** One line: the file, the command, the pattern. */
  target: v.string(),
  approval: v.nullable(Approval),
  /** What the model read back. */
  result: v.nullable(v.string()),
  is_error: v.boolean(),
  display: v.nullable(ToolDisplay),
  duration_ms: v.nullable(Count),
});
export type ToolItem = v.InferOutput<typeof ToolItem>;

/** Something said by Engawa, not by the model. */
export const NoticeItem = v.object({
  ...itemBase,
  kind: v.literal("notice"),
  notice: v.picklist([
    "help",
    "cost",
    "cleared",
    "compacted",
    "stopped",
    "interrupted",
    "refused",
    "cut_off",
    "error",
    "loop",
    "model",
    "mode",
    "unknown_command",
  ]),
  /** Markdown in the language of the person who caused it; the client shows its own words by `notice` where it has them. */
  text: v.string(),
  /** On `error`: a code of the registry. */
  code: v.nullable(v.string()),
  request_id: v.nullable(v.string()),
});
export type NoticeItem = v.InferOutput<typeof NoticeItem>;

export const Item = v.variant("kind", [UserItem, AssistantItem, ToolItem, NoticeItem]);
export type Item = v.InferOutput<typeof Item>;

export const RunState = v.picklist([
  "idle",
  "streaming",
  "executing_tools",
  "awaiting_approval",
  "compacting",
  "stopped",
  "failed",
]);
export type RunState = v.InferOutput<typeof RunState>;

export const isActive = (state: RunState): boolean =>
  state === "streaming" ||
  state === "executing_tools" ||
  state === "awaiting_approval" ||
  state === "compacting";
