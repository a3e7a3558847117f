import type { Item, TodoItem } from "#contract/chat";
import type {
  ChatSettings,
  CommandInfo,
  ContextMeter,
  QueuedMessage,
  RunView,
  ServerFrame,
} from "#contract/frames";
import { appendDelta } from "./delta.ts";

/** `since`: connect again from `seq`. `full`: what we hold cannot be mended, fetch everything. */
export type Resync = "since" | "full" | null;

export interface ChatState {
  readonly ready: boolean;
  /** The last stored change that is in here; a reconnect asks for what came after it. */
  readonly seq: number;
  /** Ordered by `position`. */
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly run: RunView;
  readonly queue: readonly QueuedMessage[];
  readonly todos: readonly TodoItem[];
  readonly settings: ChatSettings;
  readonly context: ContextMeter;
  readonly costMicroUsd: number;
  /** As the server last stored it; what is being typed lives in the composer. */
  readonly draft: string;
  readonly commands: readonly CommandInfo[];
  readonly viewers: number;
  readonly resync: Resync;
  /** Code of the registry: why the server ended the connection for good. */
  readonly closed: string | null;
}

export const emptyState: ChatState = {
  ready: false,
  seq: 0,
  items: [],
  hasMore: false,
  run: { state: "idle", turn_id: null, started_at: null },
  queue: [],
  todos: [],
  settings: { title: "", model: "", mode: "default", bypass_until: null },
  context: { used_tokens: 0, max_tokens: 0 },
  costMicroUsd: 0,
  draft: "",
  commands: [],
  viewers: 1,
  resync: null,
  closed: null,
};

/** What a frame makes of the state. Unchanged parts keep their identity, so views compare by reference. */
export function applyEvent(state: ChatState, frame: ServerFrame): ChatState {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "item":
      return { ...state, seq: later(state, frame.seq), items: upsertItem(state.items, frame.item) };
    case "delta": {
      const items = appendDelta(state.items, frame);
      if (items === "gap") return state.resync ? state : { ...state, resync: "since" };
      return items === state.items ? state : { ...state, items };
    }
    case "item.discard":
      return { ...state, items: state.items.filter((item) => item.id !== frame.item_id) };
    case "run":
      return { ...state, seq: later(state, frame.seq), run: frame.run };
    case "queue":
      return { ...state, seq: later(state, frame.seq), queue: frame.queue };
    case "todos":
      return { ...state, seq: later(state, frame.seq), todos: frame.todos };
    case "settings":
      return { ...state, seq: later(state, frame.seq), settings: frame.settings };
    case "meter":
      return {
        ...state,
        seq: later(state, frame.seq),
        context: frame.context,
        costMicroUsd: frame.cost_micro_usd,
      };
    case "viewers":
      return { ...state, viewers: frame.count };
    case "closed":
      return { ...state, closed: frame.code };
    case "ack":
    case "error":
    case "files":
    case "maintenance":
      return state;
    default:
      frame satisfies never;
      return state;
  }
}

/** Adds an older page fetched over REST; items that are here already stay as they are. */
export function addHistory(state: ChatState, older: readonly Item[], hasMore: boolean): ChatState {
  const known = new Set(state.items.map((item) => item.id));
  const items = [...older.filter((item) => !known.has(item.id)), ...state.items];
  return { ...state, items: items.sort(byPosition), hasMore };
}

function welcomed(state: ChatState, frame: Extract<ServerFrame, { type: "welcome" }>): ChatState {
  const items = frame.full
    ? [...frame.items].sort(byPosition)
    : frame.items.reduce(upsertItem, state.items);
  return {
    ready: true,
    seq: frame.full ? frame.seq : later(state, frame.seq),
    items,
    hasMore: frame.full ? frame.has_more : state.hasMore,
    run: frame.run,
    queue: frame.queue,
    todos: frame.todos,
    settings: frame.settings,
    context: frame.context,
    costMicroUsd: frame.cost_micro_usd,
    draft: frame.draft,
    commands: frame.commands,
    viewers: frame.viewers,
    resync: !frame.full && leftStreaming(state.items, frame.items) ? "full" : null,
    closed: null,
  };
}

/**
 * A message that was streaming when the socket fell and that the server no longer speaks of was
 * discarded meanwhile: discards are not stored, so only a full welcome can tell.
 */
function leftStreaming(held: readonly Item[], sent: readonly Item[]): boolean {
  const named = new Set(sent.map((item) => item.id));
  return held.some(
    (item) => item.kind === "assistant" && item.stop_reason === null && !named.has(item.id),
  );
}

function upsertItem(items: readonly Item[], item: Item): readonly Item[] {
  const at = items.findLastIndex((held) => held.id === item.id);
  const held = items[at];
  if (held && held.seq > item.seq) return items;
  if (held && held.position === item.position) return items.with(at, item);
  const rest = held ? items.toSpliced(at, 1) : items;
  const before = rest.findLastIndex((other) => other.position < item.position);
  return rest.toSpliced(before + 1, 0, item);
}

const byPosition = (a: Item, b: Item): number => a.position - b.position;
const later = (state: ChatState, seq: number): number => Math.max(state.seq, seq);
