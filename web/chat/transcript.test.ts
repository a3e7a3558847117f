import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ServerFrame } from "#contract/frames";
import { assistantItem } from "./fixtures.ts";
import { createTranscript, type Transcript } from "./transcript.ts";

let now = 1000;
let frames: FrameRequestCallback[] = [];
/** Milliseconds a change keeps the page busy. */
let cost = 0;
let transcript: Transcript;
let dispose = () => {};

/** The next frame of the screen, some milliseconds later. */
const frame = (ms = 16) => {
  now += ms;
  const due = frames;
  frames = [];
  for (const run of due) run(now);
  vi.runAllTimers();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubGlobal("requestAnimationFrame", (run: FrameRequestCallback) => frames.push(run));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
  frames = [];
  cost = 0;
  createRoot((end) => {
    dispose = end;
    transcript = createTranscript(() => (now += cost));
  });
  transcript.push({ type: "item", seq: 1, item: assistantItem({ id: "a" }) });
  frame();
});
afterEach(() => {
  dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

let offset = 0;
beforeEach(() => (offset = 0));
const delta = (text: string): ServerFrame => {
  const at = offset;
  offset += text.length;
  return { type: "delta", item_id: "a", block: 0, kind: "text", offset: at, text } as ServerFrame;
};
const text = (): string => {
  const item = transcript.item("a");
  const block = item?.kind === "assistant" ? item.blocks[0] : undefined;
  return block?.type === "text" ? block.text : "";
};

describe("growing text", () => {
  test("is shown some thirty times a second at most", () => {
    frame(100);
    transcript.push(delta("one"));
    frame();
    expect(text()).toBe("one");
    transcript.push(delta(" two"));
    frame();
    expect(text()).toBe("one");
    frame(17);
    expect(text()).toBe("one two");
  });

  test("waits as long as its last change kept the page busy", () => {
    frame(100);
    cost = 120;
    transcript.push(delta("one"));
    frame();
    transcript.push(delta(" two"));
    frame(100);
    expect(text()).toBe("one");
    frame(30);
    expect(text()).toBe("one two");
  });

  test("moves on however busy the page is", () => {
    frame(100);
    cost = 5000;
    transcript.push(delta("one"));
    frame();
    transcript.push(delta(" two"));
    frame(251);
    expect(text()).toBe("one two");
  });
});

test("a question or an end is shown with the next frame, with all text before it", () => {
  frame(100);
  cost = 200;
  transcript.push(delta("one"));
  frame();
  transcript.push(delta(" two"));
  transcript.push({
    type: "run",
    seq: 2,
    run: { state: "awaiting_approval", turn_id: "t", started_at: 1 },
  });
  frame();
  expect(transcript.state().run.state).toBe("awaiting_approval");
  expect(text()).toBe("one two");
});
