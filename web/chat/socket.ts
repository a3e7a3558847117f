import type { ClientFrame, ServerFrame } from "#contract/frames";
import { fastTries, retryDelay } from "./backoff.ts";
import { createOutbox } from "./outbox.ts";

/** Why a connection ended for good: sign in again, the session is gone, opened elsewhere. */
export type EndReason = "signed_out" | "gone" | "taken_over";

export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  /** `patient`: the fast tries are used up; it goes on slowly and a person may try at once. */
  | { readonly kind: "waiting"; readonly tries: number; readonly patient: boolean }
  | { readonly kind: "ended"; readonly reason: EndReason };

/** The part of a WebSocket that is used, so that tests script one. */
export type SocketLike = Pick<WebSocket, "send" | "close" | "onmessage" | "onclose" | "readyState">;

export interface SocketOptions {
  /** Opens `/ws/chat/<session>?since=<seq>`; null asks for everything. */
  connect(since: number | null): SocketLike;
  /** The seq to go on from, null for all. */
  since(): number | null;
  onFrame(frame: ServerFrame): void;
  onConnection(connection: Connection): void;
  /** Asked over REST where the socket cannot say why it fails; renews the sign-in on the way. */
  probe(): Promise<"ok" | "signed_out" | "gone" | "unreachable">;
  timers?: Timers;
  random?: () => number;
}

export interface Timers {
  set(run: () => void, ms: number): number;
  clear(id: number): void;
}

const browserTimers: Timers = {
  set: (run, ms) => Number(setTimeout(run, ms)),
  clear: (id) => clearTimeout(id),
};

const pingEvery = 30_000;
const pongWithin = 10_000;
const openWithin = 15_000;
const endCodes: Readonly<Record<number, EndReason>> = { 4404: "gone", 4409: "taken_over" };

export interface ChatSocket {
  /** Resolves when the server took the command, rejects with a CommandError. Survives reconnects. */
  send(frame: ClientFrame): Promise<void>;
  /** Now, without waiting for the next try: by hand, on `online`, when the page is seen again. */
  wake(): void;
  /** Drops the connection and asks again from `since()`. */
  resync(): void;
  close(): void;
}

/** One connection to a session, kept alive until `close` or until the server ends it. */
export function openSocket(options: SocketOptions): ChatSocket {
  const timers = options.timers ?? browserTimers;
  const random = options.random ?? Math.random;
  const outbox = createOutbox();
  let socket: SocketLike | null = null;
  let tries = 0;
  let renewed = false;
  let done = false;
  /** After the welcome: before it, commands wait in the outbox. */
  let ready = false;
  let retry = 0;
  let beat = 0;
  let deadline = 0;

  const stopTimers = () => [retry, beat, deadline].forEach((id) => timers.clear(id));

  const dial = () => {
    stopTimers();
    if (done) return;
    const mine = options.connect(options.since());
    socket = mine;
    ready = false;
    deadline = timers.set(() => lost(mine), openWithin);
    mine.onmessage = (event) => {
      if (socket === mine) received(mine, event.data);
    };
    mine.onclose = (event) => {
      if (socket === mine) closed(event.code);
    };
  };

  const received = (mine: SocketLike, data: unknown) => {
    timers.clear(deadline);
    deadline = 0;
    if (data === "pong" || typeof data !== "string") return;
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type === "ack") return outbox.settle(frame.id);
    if (frame.type === "error" && frame.id !== null) return outbox.settle(frame.id, frame.error);
    options.onFrame(frame);
    if (frame.type !== "welcome") return;
    tries = 0;
    renewed = false;
    ready = true;
    options.onConnection({ kind: "open" });
    for (const waiting of outbox.waiting()) mine.send(JSON.stringify(waiting));
    beat = timers.set(() => ping(mine), pingEvery);
  };

  const ping = (mine: SocketLike) => {
    timers.clear(beat);
    if (socket !== mine || mine.readyState !== 1) return;
    mine.send("ping");
    timers.clear(deadline);
    deadline = timers.set(() => lost(mine), pongWithin);
    beat = timers.set(() => ping(mine), pingEvery);
  };

  /** A peer that does not answer may never send a close event: it is left behind. */
  const lost = (mine: SocketLike) => {
    if (socket !== mine) return;
    detach();
    closed(1006);
  };

  const detach = () => {
    const old = socket;
    socket = null;
    if (!old) return;
    old.onmessage = old.onclose = null;
    old.close(1000);
  };

  const closed = (code: number) => {
    stopTimers();
    socket = null;
    ready = false;
    if (done) return;
    const reason = endCodes[code];
    if (reason) return end(reason);
    if (code === 4401) return void renew();
    const delay = retryDelay(tries, random());
    tries += 1;
    options.onConnection({ kind: "waiting", tries, patient: tries > fastTries });
    retry = timers.set(dial, delay);
    // A refused upgrade looks like a broken line: ask over REST which it was.
    if (tries === 2 || tries === fastTries + 1) void diagnose();
  };

  const renew = async () => {
    options.onConnection({ kind: "connecting" });
    if (renewed) return end("signed_out");
    renewed = true;
    const answer = await options.probe();
    if (done) return;
    if (answer === "signed_out" || answer === "gone") end(answer);
    else dial();
  };

  const diagnose = async () => {
    const answer = await options.probe();
    if (!done && !ready && (answer === "signed_out" || answer === "gone")) end(answer);
  };

  const end = (reason: EndReason) => {
    done = true;
    stopTimers();
    detach();
    outbox.fail();
    options.onConnection({ kind: "ended", reason });
  };

  options.onConnection({ kind: "connecting" });
  dial();
  return {
    send: (frame) => {
      const outcome = outbox.add(frame);
      if (done) outbox.fail();
      else if (ready && socket?.readyState === 1) socket.send(JSON.stringify(frame));
      return outcome;
    },
    wake: () => {
      if (done) return;
      if (socket) return ping(socket);
      options.onConnection({ kind: "connecting" });
      dial();
    },
    resync: () => {
      if (done || socket === null) return;
      detach();
      dial();
    },
    close: () => {
      done = true;
      stopTimers();
      detach();
      outbox.fail();
    },
  };
}
