import { expect, test } from "vitest";
import type { AssistantItem, Item } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import { coalesce } from "./delta.ts";
import { assistantItem, toolItem, userItem, welcome } from "./fixtures.ts";
import { applyEvent, emptyState, type ChatState } from "./state.ts";

/** A small generator with a seed, so that a failure can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What a server holds, and the frames it says while a random conversation goes on. */
function createServer(roll: (sides: number) => number) {
  let seq = 0;
  let position = 0;
  let items: Item[] = [];
  let live: AssistantItem | null = null;
  let run: Extract<ServerFrame, { type: "run" }>["run"] = {
    state: "idle",
    turn_id: null,
    started_at: null,
  };
  const store = (item: Item): ServerFrame => {
    seq += 1;
    const stored = { ...item, seq };
    items = [...items.filter((other) => other.id !== item.id), stored];
    if (live?.id === item.id) live = stored as AssistantItem;
    return { type: "item", seq, item: structuredClone(stored) };
  };
  const speak = (message: AssistantItem): ServerFrame => {
    const block = Math.max(0, message.blocks.length - (roll(8) === 0 ? 0 : 1));
    const held = message.blocks[block] ?? { type: roll(4) ? "text" : "thinking", text: "" };
    if (held.type === "tool_use") throw new Error("not spoken here");
    message.blocks[block] = held;
    const text = "あいうabc".slice(roll(4));
    const offset = held.text.length;
    held.text += text;
    return { type: "delta", item_id: message.id, block, kind: held.type, offset, text };
  };
  const step = (): ServerFrame => {
    const message = live;
    if (message && roll(20) > 1) return speak(message);
    if (message && roll(3) === 0) {
      items = items.filter((item) => item.id !== message.id);
      live = null;
      return { type: "item.discard", item_id: message.id };
    }
    if (message) {
      const frame = store({ ...message, stop_reason: "end_turn" });
      live = null;
      return frame;
    }
    position += 1;
    const id = `item-${position}`;
    if (roll(3) === 0) return store(userItem({ id, position }));
    if (roll(3) === 0) return store(toolItem({ id, position }));
    if (roll(4) === 0) {
      seq += 1;
      run = { state: "streaming", turn_id: id, started_at: position };
      return { type: "run", seq, run };
    }
    live = assistantItem({ id, position, blocks: [] });
    return store(live);
  };
  const greet = (since: number | null): ServerFrame =>
    welcome({
      full: since === null,
      seq,
      run,
      items: structuredClone(
        [...items.filter((item) => item.id !== live?.id), ...(live ? [live] : [])].filter(
          (item) => since === null || item.seq > since || item.id === live?.id,
        ),
      ),
    });
  return { step, greet };
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))(
  "cut anywhere and reconnected, nothing is lost or doubled (seed %i)",
  (seed) => {
    const roll = dice(seed);
    const server = createServer(roll);
    let witness = applyEvent(emptyState, server.greet(null));
    let client: ChatState = witness;
    let online = true;
    let burst: ServerFrame[] = [];
    const deliver = () => {
      client = coalesce(burst).reduce(applyEvent, client);
      burst = [];
    };
    const reconnect = () => {
      client = applyEvent(client, server.greet(client.seq));
      if (client.resync) client = applyEvent(client, server.greet(null));
      online = true;
    };
    for (let step = 0; step < 400; step += 1) {
      const frame = server.step();
      witness = applyEvent(witness, structuredClone(frame));
      if (online) burst.push(structuredClone(frame));
      if (roll(7) === 0) deliver();
      if (online && roll(15) === 0) {
        deliver();
        online = false;
      } else if (!online && roll(10) === 0) {
        reconnect();
        // What was on its way when the snapshot was taken may still arrive.
        if (frame.type === "delta") burst.push(frame);
      }
    }
    if (!online) reconnect();
    deliver();
    expect(client.items).toEqual(witness.items);
    expect({ ...client, items: [] }).toEqual({ ...witness, items: [] });
  },
);

test("a burst of deltas becomes one, but never across a hole or another block", () => {
  const part = (block: number, offset: number, text: string): ServerFrame => ({
    type: "delta",
    item_id: "a",
    block,
    kind: "text",
    offset,
    text,
  });
  const frames = [part(0, 0, "ab"), part(0, 2, "c"), part(0, 9, "x"), part(1, 0, "y")];
  expect(coalesce(frames)).toEqual([part(0, 0, "abc"), part(0, 9, "x"), part(1, 0, "y")]);
});
