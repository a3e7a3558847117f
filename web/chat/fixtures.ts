import type { AssistantItem, NoticeItem, ToolItem, UserItem } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";

const base = { turn_id: "turn", at: 1_760_000_000_000 };

/** Items and frames for tests, whole by default. */
export const userItem = (over: Partial<UserItem> = {}): UserItem => ({
  ...base,
  kind: "user",
  id: "user-1",
  position: 1,
  seq: 1,
  text: "hello",
  author: { id: "u", name: "Hana" },
  client_id: "c",
  ...over,
});

export const assistantItem = (over: Partial<AssistantItem> = {}): AssistantItem => ({
  ...base,
  kind: "assistant",
  id: "assistant-1",
  position: 2,
  seq: 2,
  blocks: [],
  model: "claude-sonnet-4-5",
  demo: false,
  stop_reason: null,
  usage: null,
  cost_micro_usd: null,
  ...over,
});

export const toolItem = (over: Partial<ToolItem> = {}): ToolItem => ({
  ...base,
  kind: "tool",
  id: "tool-1",
  position: 3,
  seq: 3,
  assistant_id: "assistant-1",
  name: "Bash",
  input: { command: "npm test" },
  state: "done",
  target: "npm test",
  approval: null,
  result: "ok",
  is_error: false,
  display: null,
  duration_ms: 210,
  ...over,
});

export const noticeItem = (over: Partial<NoticeItem> = {}): NoticeItem => ({
  ...base,
  kind: "notice",
  id: "notice-1",
  position: 4,
  seq: 4,
  notice: "stopped",
  text: "",
  code: null,
  request_id: null,
  ...over,
});

type Welcome = Extract<ServerFrame, { type: "welcome" }>;

export const welcome = (over: Partial<Welcome> = {}): Welcome => ({
  type: "welcome",
  full: true,
  seq: 0,
  items: [],
  has_more: false,
  run: { state: "idle", turn_id: null, started_at: null },
  queue: [],
  todos: [],
  settings: {
    title: "Bug fix",
    model: "claude-sonnet-4-5",
    mode: "default",
    bypass_until: null,
  },
  context: { used_tokens: 0, max_tokens: 200_000 },
  cost_micro_usd: 0,
  draft: "",
  commands: [],
  viewers: 1,
  ...over,
});
