/** The message as it streams: kept in memory, shown to whoever is there, stored when it is whole. */
import type { AssistantItem, BlockView } from "#contract/chat";
import type { TurnEvent } from "../agent/turn-state.ts";
import { tellUnsent, type Core, type Streaming } from "./core.ts";
import { readMeta } from "./meta.ts";
import { broadcast } from "./sockets.ts";
import { nextPosition } from "./transcript.ts";

type BlockStart = Extract<TurnEvent, { type: "block_start" }>;
type Delta = Extract<TurnEvent, { type: "delta" }>;

export function beginMessage(core: Core, model: string, demo: boolean): void {
  const { turn_id } = readMeta(core.sql, "run");
  const item: AssistantItem = {
    kind: "assistant",
    id: crypto.randomUUID(),
    position: nextPosition(core.sql),
    seq: readMeta(core.sql, "seq"),
    turn_id: turn_id ?? "",
    at: Date.now(),
    blocks: [],
    model,
    demo,
    stop_reason: null,
    usage: null,
    cost_micro_usd: null,
  };
  core.live.streaming = { item, blocks: new Map(), unsent: null };
  show(core, core.live.streaming);
}

const show = (core: Core, { item }: Streaming): void =>
  broadcast(core.ctx, { type: "item", seq: item.seq, item });

function viewOf(event: BlockStart): BlockView | null {
  if (event.kind === "text") return { type: "text", text: "" };
  if (event.kind === "thinking") return { type: "thinking", text: "" };
  if (event.kind === "tool_use" && event.id !== undefined && event.name !== undefined) {
    return { type: "tool_use", id: event.id, name: event.name };
  }
  return null;
}

export function beginBlock(core: Core, event: BlockStart): void {
  const { streaming } = core.live;
  const view = viewOf(event);
  if (!streaming || !view) return;
  streaming.blocks.set(event.index, streaming.item.blocks.length);
  streaming.item = { ...streaming.item, blocks: [...streaming.item.blocks, view] };
  // Text announces itself with its first delta.
  if (view.type !== "tool_use") return;
  tellUnsent(core);
  show(core, streaming);
}

/**
 * Grows the block. What one chunk of the stream brought goes out as one frame, when the events of
 * the chunk have been seen: a fast model costs a frame a chunk, a slow one is told at once.
 */
export function addDelta(core: Core, event: Delta): void {
  const { streaming } = core.live;
  const index = streaming?.blocks.get(event.index);
  if (!streaming || index === undefined) return;
  const block = streaming.item.blocks[index];
  if (!block || block.type === "tool_use") return;
  if (streaming.unsent && streaming.unsent.block !== index) tellUnsent(core);
  const offset = block.text.length;
  block.text += event.text;
  if (streaming.unsent) streaming.unsent.text += event.text;
  else {
    streaming.unsent = { block: index, offset, text: event.text };
    setTimeout(() => tellUnsent(core), 0);
  }
}

/** Takes the streaming message away: to be stored whole, or thrown away. */
export function takeMessage(core: Core): Streaming | null {
  tellUnsent(core);
  const { streaming } = core.live;
  core.live.streaming = null;
  return streaming;
}

export function discardMessage(core: Core): void {
  const streaming = takeMessage(core);
  if (streaming) broadcast(core.ctx, { type: "item.discard", item_id: streaming.item.id });
}
