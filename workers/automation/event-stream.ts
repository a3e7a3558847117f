import type { ErrorCode } from "#contract/errors";
import type { ServerFrame } from "#contract/frames";
import { errorFields, log } from "../platform/log.ts";
import { newFollowed, toEvent } from "./to-event.ts";

const beatEvery = 15_000;
/** Every how many beats the login or key is looked up again. */
const checkEvery = 4;
/** What may wait for a slow reader; one who falls behind further takes the stream up again. */
const mostBuffered = 4_000_000;

interface Options {
  readonly untilIdle: boolean;
  /** When the login or key ends, Unix milliseconds. */
  readonly ends: number;
  /** Why it may not go on; null while it may. */
  readonly refusal: () => Promise<ErrorCode | null>;
  /** What is said when its time is over. */
  readonly ended: ErrorCode;
}

/** What a session's socket says, as server-sent events; it ends with the socket. */
export function eventStream(socket: WebSocket, options: Options): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const followed = newFollowed();
  let beat: ReturnType<typeof setInterval> | undefined;
  let over = false;
  const hangUp = () => {
    over = true;
    clearInterval(beat);
    try {
      socket.close(1000, "bye");
    } catch {
      // It closed first.
    }
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const write = (text: string) => controller.enqueue(encoder.encode(text));
    const end = () => {
      if (over) return;
      hangUp();
      controller.close();
    };
    const take = (frame: ServerFrame) => {
      if (over) return;
      const first = followed.id < 0;
      const { text, idle } = toEvent(followed, frame);
      write(text);
      const behind = !first && (controller.desiredSize ?? 0) < 0;
      if (frame.type === "closed" || behind || (options.untilIdle && idle)) end();
    };
    let beats = 0;
    const tick = async () => {
      if (over) return;
      write(": still here\n\n");
      beats += 1;
      const asks = beats % checkEvery === 0;
      const isOver = Date.now() >= options.ends;
      const code = isOver ? options.ended : asks ? await options.refusal() : null;
      if (code !== null) take({ type: "closed", code });
    };
    write("retry: 1000\n\n");
    socket.addEventListener("message", (event) => {
      if (typeof event.data === "string") take(JSON.parse(event.data) as ServerFrame);
    });
    socket.addEventListener("close", end);
    socket.addEventListener("error", end);
    beat = setInterval(() => {
      tick().catch((error: unknown) => log("warn", "stream_not_checked", errorFields(error)));
    }, beatEvery);
    socket.accept();
  };
  return new ReadableStream(
    { start, cancel: hangUp },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBuffered }),
  );
}
