import type { BlockView, Item } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";

export type DeltaFrame = Extract<ServerFrame, { type: "delta" }>;

/**
 * Appends streamed text to its block. What is there already is dropped; text that would leave a
 * hole before it is answered by "gap", and the caller asks the server again.
 */
export function appendDelta(items: readonly Item[], frame: DeltaFrame): readonly Item[] | "gap" {
  const at = items.findLastIndex((item) => item.id === frame.item_id);
  const item = items[at];
  if (item?.kind !== "assistant") return "gap";
  // The finished message is the truth: a straggler cannot add to it.
  if (item.stop_reason !== null) return items;
  const blocks = upTo(item.blocks, frame);
  const block = blocks[frame.block];
  if (block?.type !== frame.kind) return items;
  const held = block.text.length;
  if (frame.offset > held) return "gap";
  const fresh = frame.text.slice(held - frame.offset);
  if (fresh === "" && item.blocks[frame.block]) return items;
  blocks[frame.block] = { type: frame.kind, text: block.text + fresh };
  return items.with(at, { ...item, blocks });
}

/**
 * A copy that reaches to the frame's block. Blocks that were passed over said nothing, as thinking
 * that a model keeps to itself: frames come in order, so their text would be here.
 */
function upTo(held: readonly BlockView[], frame: DeltaFrame): BlockView[] {
  const blocks = held.slice();
  while (blocks.length < frame.block) blocks.push({ type: "thinking", text: "" });
  if (blocks.length === frame.block) blocks.push({ type: frame.kind, text: "" });
  return blocks;
}

/** Joins deltas that follow each other, so that a burst costs one change of the state. */
export function coalesce(frames: readonly ServerFrame[]): ServerFrame[] {
  const out: ServerFrame[] = [];
  let parts: string[] = [];
  let open: DeltaFrame | null = null;
  let end = 0;
  const flush = () => {
    if (open) out.push({ ...open, text: parts.join("") });
    open = null;
    parts = [];
  };
  for (const frame of frames) {
    if (frame.type !== "delta") {
      flush();
      out.push(frame);
    } else if (continues(open, frame, end)) {
      parts.push(frame.text);
      end += frame.text.length;
    } else {
      flush();
      open = frame;
      parts = [frame.text];
      end = frame.offset + frame.text.length;
    }
  }
  flush();
  return out;
}

const continues = (open: DeltaFrame | null, frame: DeltaFrame, end: number): boolean =>
  open !== null &&
  open.item_id === frame.item_id &&
  open.block === frame.block &&
  open.kind === frame.kind &&
  frame.offset === end;
