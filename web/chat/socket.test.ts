import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ServerFrame } from "#contract/frames";
import { retryDelay } from "./backoff.ts";
import { welcome } from "./fixtures.ts";
import { openSocket, type Connection, type SocketLike } from "./socket.ts";

class FakeSocket implements SocketLike {
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  readyState: SocketLike["readyState"] = 1;
  sent: string[] = [];
  send(data: unknown) {
    this.sent.push(String(data));
  }
  close() {
    this.readyState = 3;
  }
  receive(frame: ServerFrame | string) {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.onmessage?.call(this as never, new MessageEvent("message", { data }));
  }
  cut(code = 1006) {
    this.readyState = 3;
    this.onclose?.call(this as never, new CloseEvent("close", { code }));
  }
  commands() {
    return this.sent.filter((text) => text !== "ping").map((text) => JSON.parse(text).id);
  }
}

function start(
  probe: () => Promise<"ok" | "signed_out" | "gone" | "unreachable"> = async () => "unreachable",
) {
  const sockets: FakeSocket[] = [];
  const asked: (number | null)[] = [];
  const states: Connection[] = [];
  const frames: ServerFrame[] = [];
  const chat = openSocket({
    connect: (since) => {
      asked.push(since);
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    since: () => (frames.length ? 42 : null),
    onFrame: (frame) => frames.push(frame),
    onConnection: (connection) => states.push(connection),
    probe,
    random: () => 0,
  });
  const last = () => sockets.at(-1)!;
  return { chat, sockets, asked, states, frames, last, state: () => states.at(-1) };
}

const stop = (id: string) => ({ type: "run.stop", id }) as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("reconnecting", () => {
  test("waits 1, 2, 4, 8, 16 seconds, then 30 for ever, less up to a fifth", () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((n) => retryDelay(n, 0) / 1000)).toEqual([
      1, 2, 4, 8, 16, 30, 30,
    ]);
    expect(retryDelay(5, 1)).toBe(24_000);
  });

  test("asks for what came after the last change it saw", async () => {
    const { last, asked } = start();
    last().receive(welcome());
    last().cut();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([null, 42]);
  });

  test("says when the fast tries are used up, and goes on slowly", async () => {
    const { last, state, sockets } = start();
    for (const seconds of [1, 2, 4, 8, 16]) {
      last().cut();
      expect(state()).toMatchObject({ kind: "waiting", patient: false });
      await vi.advanceTimersByTimeAsync(seconds * 1000);
    }
    last().cut();
    expect(state()).toEqual({ kind: "waiting", tries: 6, patient: true });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sockets).toHaveLength(7);
  });

  test("by hand does not wait", () => {
    const { chat, last, sockets } = start();
    last().cut();
    chat.wake();
    expect(sockets).toHaveLength(2);
  });

  test("begins again with the short wait once it was welcomed", async () => {
    const { last, state } = start();
    last().cut();
    await vi.advanceTimersByTimeAsync(1000);
    last().receive(welcome());
    expect(state()).toEqual({ kind: "open" });
    last().cut();
    expect(state()).toMatchObject({ tries: 1 });
  });

  test("a connection that never answers is given up after 15 seconds", async () => {
    const { sockets } = start();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(sockets).toHaveLength(2);
  });
});

describe("heartbeat", () => {
  test("pings every 30 seconds as plain text", async () => {
    const { last } = start();
    last().receive(welcome());
    await vi.advanceTimersByTimeAsync(30_000);
    last().receive("pong");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(last().sent).toEqual(["ping", "ping"]);
  });

  test("a peer that stays silent for 10 seconds is dead, though no close came", async () => {
    const { last, state } = start();
    last().receive(welcome());
    await vi.advanceTimersByTimeAsync(40_000);
    expect(state()).toMatchObject({ kind: "waiting" });
  });

  test("waking asks the peer at once", async () => {
    const { chat, last, state } = start();
    last().receive(welcome());
    chat.wake();
    expect(last().sent).toEqual(["ping"]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state()).toMatchObject({ kind: "waiting" });
  });
});

describe("the end", () => {
  test.each([
    [4404, "gone"],
    [4409, "taken_over"],
  ] as const)("close code %i ends it: %s", async (code, reason) => {
    const { last, state, sockets } = start();
    last().receive(welcome());
    last().cut(code);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(state()).toEqual({ kind: "ended", reason });
    expect(sockets).toHaveLength(1);
  });

  test("4401 renews the sign-in once and goes on; a second one ends it", async () => {
    const { last, state, sockets } = start(async () => "ok");
    last().receive(welcome());
    last().cut(4401);
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(2);
    last().cut(4401);
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ kind: "ended", reason: "signed_out" });
  });

  test("4401 ends it when the sign-in cannot be renewed", async () => {
    const { last, state } = start(async () => "signed_out");
    last().cut(4401);
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ kind: "ended", reason: "signed_out" });
  });

  test("an upgrade refused twice is asked about over REST", async () => {
    const { last, state } = start(async () => "gone");
    last().cut();
    await vi.advanceTimersByTimeAsync(1000);
    last().cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ kind: "ended", reason: "gone" });
  });
});

describe("commands", () => {
  test("wait for the welcome and are sent once", () => {
    const { chat, last } = start();
    void chat.send(stop("a"));
    expect(last().sent).toEqual([]);
    last().receive(welcome());
    expect(last().commands()).toEqual(["a"]);
  });

  test("without an answer are sent again after a reconnect, answered ones are not", async () => {
    const { chat, last } = start();
    last().receive(welcome());
    const first = chat.send(stop("a"));
    void chat.send(stop("b"));
    last().receive({ type: "ack", id: "a" });
    await first;
    last().cut();
    await vi.advanceTimersByTimeAsync(1000);
    last().receive(welcome());
    expect(last().commands()).toEqual(["b"]);
  });

  test("that are refused reject with the code", async () => {
    const { chat, last } = start();
    last().receive(welcome());
    const answer = expect(chat.send(stop("a"))).rejects.toMatchObject({ code: "SESSION_003" });
    const error = { code: "SESSION_003", reason: "run_conflict", message: "It was answered" };
    last().receive({ type: "error", id: "a", error });
    await answer;
  });

  test("only the newest draft waits", () => {
    const { chat, last } = start();
    void chat.send({ type: "draft.save", id: "1", text: "a" });
    void chat.send({ type: "draft.save", id: "2", text: "ab" });
    last().receive(welcome());
    expect(last().commands()).toEqual(["2"]);
  });

  test("fail when the connection has ended", async () => {
    const { chat, last } = start();
    last().receive(welcome());
    last().cut(4404);
    await expect(chat.send(stop("a"))).rejects.toMatchObject({ code: "NETWORK_001" });
  });
});
