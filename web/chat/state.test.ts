import { describe, expect, test } from "vitest";
import type { Item } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import { assistantItem, toolItem, userItem, welcome } from "./fixtures.ts";
import { addHistory, applyEvent, emptyState } from "./state.ts";

const run = (frames: ServerFrame[]) => frames.reduce(applyEvent, emptyState);
const delta = (offset: number, text: string, block = 0): ServerFrame => ({
  type: "delta",
  item_id: "assistant-1",
  block,
  kind: "text",
  offset,
  text,
});
const streaming: ServerFrame = { type: "item", seq: 2, item: assistantItem() };
const textOf = (item: Item | undefined) =>
  item?.kind === "assistant" ? item.blocks.map((block) => "text" in block && block.text) : null;

describe("items", () => {
  test("are ordered by position, whatever the order they arrive in", () => {
    const state = run([
      { type: "item", seq: 3, item: toolItem() },
      { type: "item", seq: 4, item: userItem({ seq: 4 }) },
      streaming,
    ]);
    expect(state.items.map((item) => item.position)).toEqual([1, 2, 3]);
  });

  test("replace the one of the same id, unless they are older than it", () => {
    const state = run([
      { type: "item", seq: 9, item: toolItem({ seq: 9, state: "done" }) },
      { type: "item", seq: 5, item: toolItem({ seq: 5, state: "running" }) },
    ]);
    expect(state.items).toMatchObject([{ state: "done" }]);
    expect(state.seq).toBe(9);
  });

  test("that did not change keep their identity, so that nothing else is drawn again", () => {
    const before = run([{ type: "item", seq: 1, item: userItem() }, streaming]);
    const after = applyEvent(before, delta(0, "Hi"));
    expect(after.items[0]).toBe(before.items[0]);
    expect(after.queue).toBe(before.queue);
  });

  test("an older page goes before them and never doubles one", () => {
    const state = run([{ type: "item", seq: 7, item: userItem({ id: "b", position: 7 }) }]);
    const more = [userItem({ id: "a", position: 6 }), userItem({ id: "b", position: 7 })];
    expect(addHistory(state, more, false).items.map((item) => item.id)).toEqual(["a", "b"]);
  });
});

describe("deltas", () => {
  test("that overlap what is there add only the rest", () => {
    const state = run([streaming, delta(0, "Hello"), delta(3, "lo wor"), delta(0, "He")]);
    expect(textOf(state.items[0])).toEqual(["Hello wor"]);
  });

  test("that leave a hole ask for the rest and change nothing", () => {
    const state = run([streaming, delta(0, "Hello"), delta(9, "!")]);
    expect(textOf(state.items[0])).toEqual(["Hello"]);
    expect(state.resync).toBe("since");
  });

  test("of an unknown message, or that begin a block in the middle, ask for the rest", () => {
    expect(run([delta(0, "x")]).resync).toBe("since");
    expect(run([streaming, delta(3, "x", 1)]).resync).toBe("since");
  });

  test("of a later block pass over thinking that was kept silent", () => {
    const state = run([streaming, delta(0, "Hello", 1)]);
    expect(state.items[0]).toMatchObject({
      blocks: [
        { type: "thinking", text: "" },
        { type: "text", text: "Hello" },
      ],
    });
    expect(state.resync).toBeNull();
  });

  test("that come after the end of the message are ignored", () => {
    const done = assistantItem({
      stop_reason: "end_turn",
      blocks: [{ type: "text", text: "All" }],
    });
    const state = run([{ type: "item", seq: 2, item: done }, delta(3, "more")]);
    expect(textOf(state.items[0])).toEqual(["All"]);
  });
});

describe("welcome", () => {
  test("full replaces everything, also a seq that ran ahead", () => {
    const state = applyEvent({ ...run([streaming]), seq: 99 }, welcome({ seq: 5 }));
    expect(state).toMatchObject({ items: [], seq: 5, ready: true, resync: null });
  });

  test("partial keeps what was there and adds what changed", () => {
    const before = run([{ type: "item", seq: 1, item: userItem() }]);
    const state = applyEvent(before, welcome({ full: false, seq: 3, items: [toolItem()] }));
    expect(state.items.map((item) => item.id)).toEqual(["user-1", "tool-1"]);
    expect(state.seq).toBe(3);
  });

  test("partial that is silent about a message still streaming here asks for everything", () => {
    const state = applyEvent(run([streaming]), welcome({ full: false, seq: 3 }));
    expect(state.resync).toBe("full");
  });
});

test("a discarded message is forgotten", () => {
  expect(run([streaming, { type: "item.discard", item_id: "assistant-1" }]).items).toEqual([]);
});

test("each kind of small frame lands in its own field", () => {
  const state = run([
    welcome(),
    { type: "run", seq: 1, run: { state: "streaming", turn_id: "t", started_at: 1 } },
    { type: "queue", seq: 2, queue: [{ client_id: "q", text: "next", at: 1 }] },
    { type: "todos", seq: 3, todos: [{ content: "a", activeForm: "a", status: "pending" }] },
    {
      type: "settings",
      seq: 4,
      settings: { title: "t", model: "m", mode: "plan", bypass_until: null },
    },
    { type: "meter", seq: 5, context: { used_tokens: 1, max_tokens: 2 }, cost_micro_usd: 3 },
    { type: "viewers", count: 4 },
    { type: "closed", code: "AUTH_002" },
  ]);
  expect(state).toMatchObject({
    run: { state: "streaming" },
    queue: [{ text: "next" }],
    todos: [{ content: "a" }],
    settings: { mode: "plan" },
    context: { used_tokens: 1 },
    costMicroUsd: 3,
    viewers: 4,
    closed: "AUTH_002",
    seq: 5,
  });
});
