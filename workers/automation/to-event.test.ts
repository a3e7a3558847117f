import { expect, test } from "vitest";
import type { ServerFrame } from "#contract/frames";
import { newFollowed, toEvent } from "./to-event.ts";

const run = (seq: number, state: "idle" | "streaming" | "awaiting_approval"): ServerFrame => ({
  type: "run",
  seq,
  run: { state, turn_id: "t", started_at: 1 },
});
const queue = (seq: number, waiting: number): ServerFrame => ({
  type: "queue",
  seq,
  queue: Array.from({ length: waiting }, () => ({ client_id: "c", text: "x", at: 1 })),
});
const delta: ServerFrame = {
  type: "delta",
  item_id: "i",
  block: 0,
  kind: "text",
  offset: 0,
  text: "line\none",
};

test("an event is the frame as one line of JSON, under its type and its number", () => {
  const { text } = toEvent(newFollowed(), run(7, "idle"));
  expect(text).toBe(`id: 7\nevent: run\ndata: ${JSON.stringify(run(7, "idle"))}\n\n`);
});

test("what is not stored has no number, whatever its text", () => {
  const lines = toEvent(newFollowed(), delta).text.split("\n");
  expect(lines.slice(0, 1)).toEqual(["event: delta"]);
  expect(lines).toHaveLength(4);
});

test("numbers only grow: frames of one change do not come in order", () => {
  const followed = newFollowed();
  expect(toEvent(followed, run(9, "streaming")).text).toContain("id: 9\n");
  expect(toEvent(followed, queue(8, 0)).text).not.toContain("id:");
  expect(toEvent(followed, queue(10, 0)).text).toContain("id: 10\n");
});

test("it is idle when nothing runs and nothing waits: an approval is not the end", () => {
  const followed = newFollowed();
  const idle = (frame: ServerFrame) => toEvent(followed, frame).idle;
  expect(idle(queue(1, 1))).toBe(false);
  expect(idle(run(2, "streaming"))).toBe(false);
  expect(idle(run(3, "awaiting_approval"))).toBe(false);
  expect(idle(run(4, "idle"))).toBe(false);
  expect(idle(queue(5, 0))).toBe(true);
});
