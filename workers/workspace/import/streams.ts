import { AppError } from "../../platform/errors.ts";
import { refused } from "./intake.ts";

/** What reading an archive threw, as a refusal of the archive. */
export const asRefusal = (error: unknown, path: string): AppError =>
  error instanceof AppError ? error : refused(path, "damaged");

/** Passes chunks on as they are asked for; `inspect` may throw, and errors become refusals. */
export function watched(
  stream: ReadableStream<Uint8Array>,
  path: string,
  inspect: (chunk: Uint8Array) => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          inspect(value);
          controller.enqueue(value);
        } catch (error) {
          const refusal = asRefusal(error, path);
          controller.error(refusal);
          await reader.cancel(refusal).catch(() => undefined);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** The first bytes of a stream, and a stream that still has them. */
export async function peek(
  stream: ReadableStream<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; stream: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader();
  let head = new Uint8Array(0);
  let ended = false;
  while (head.length < length && !ended) {
    const { done, value } = await reader.read();
    ended = done;
    if (!value) continue;
    const joined = new Uint8Array(head.length + value.length);
    joined.set(head);
    joined.set(value, head.length);
    head = joined;
  }
  let first: Uint8Array | null = head;
  const whole = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (first && first.length > 0) controller.enqueue(first);
        else {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        }
        first = null;
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { head, stream: whole };
}
