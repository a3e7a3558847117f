import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventStream } from "./event-stream.ts";

/** The session's end of the socket. */
class Socket extends EventTarget {
  closed = false;
  accept() {}
  close() {
    this.closed = true;
  }
  say(frame: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
}

const run = (state: string) => ({ state, turn_id: null, started_at: null });
const welcome = { type: "welcome", seq: 1, run: run("streaming"), queue: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(options: Partial<Parameters<typeof eventStream>[1]> = {}) {
  const socket = new Socket();
  const stream = eventStream(socket as unknown as WebSocket, {
    untilIdle: false,
    ends: Date.now() + 3_600_000,
    ended: "KEY_001",
    refusal: async () => null,
    ...options,
  });
  return { socket, reader: stream.pipeThrough(new TextDecoderStream()).getReader() };
}

async function textOf(reader: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  return text;
}

test("a comment comes every 15 seconds", async () => {
  const { reader } = open();
  expect((await reader.read()).value).toBe("retry: 1000\n\n");
  const next = reader.read();
  await vi.advanceTimersByTimeAsync(15_000);
  expect((await next).value).toMatch(/^:.*\n\n$/);
});

test("it ends when the key's time is over, and when a look says that it is no more, and says why", async () => {
  const refusal = vi.fn(async () => "AUTH_011" as const);
  const [timed, revoked] = [open({ ends: Date.now() + 20_000 }), open({ refusal })];
  await vi.advanceTimersByTimeAsync(45_000);
  expect([timed.socket.closed, revoked.socket.closed]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(revoked.socket.closed).toBe(true);
  expect(refusal).toHaveBeenCalledTimes(1);
  expect(await textOf(timed.reader)).toContain('{"type":"closed","code":"KEY_001"}');
  expect(await textOf(revoked.reader)).toContain('{"type":"closed","code":"AUTH_011"}');
});

test("a look that fails ends nothing", async () => {
  const { socket } = open({ refusal: () => Promise.reject(new Error("D1 is away")) });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(socket.closed).toBe(false);
});

test("a reader who falls far behind is cut off; the first frame may be as long as it is", () => {
  const { socket } = open();
  socket.say({ ...welcome, draft: "x".repeat(5_000_000) });
  expect(socket.closed).toBe(false);
  socket.say({ type: "run", seq: 2, run: run("streaming") });
  expect(socket.closed).toBe(true);
});

test("who leaves closes the socket; what it says afterwards is nobody's", async () => {
  const { socket, reader } = open();
  socket.say(welcome);
  await reader.cancel();
  await vi.advanceTimersByTimeAsync(1);
  expect(socket.closed).toBe(true);
  expect(() => socket.say(welcome)).not.toThrow();
  expect(vi.getTimerCount()).toBe(0);
});

test("the end of the socket is the end of the stream", async () => {
  const { socket, reader } = open();
  socket.say(welcome);
  socket.dispatchEvent(new Event("close"));
  expect(await textOf(reader)).toContain("event: welcome");
});
