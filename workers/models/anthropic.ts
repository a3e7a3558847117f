/** The model port over the Messages API. */
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import type { Usage } from "#contract/chat";
import type { Model, ModelEvent, ModelRequest } from "../agent/model.ts";
import { createClient, type MessagesClient, type ModelAccess } from "./client.ts";
import { isWorthAnotherTry, NoProgress, retryAfter, toModelError } from "./failure.ts";
import { readStream } from "./read-stream.ts";
import { tokensOfPrompt } from "./tokens.ts";

export interface ModelTiming {
  /** Milliseconds without an event (pings do not count) after which a call is given up: CLAUDE_001. */
  readonly no_progress_ms: number;
  readonly max_attempts: number;
  readonly first_delay_ms: number;
  readonly max_delay_ms: number;
  /** A longer wish of the server's is not waited for. */
  readonly max_retry_after_ms: number;
}

export const defaultTiming: ModelTiming = {
  no_progress_ms: 300_000,
  max_attempts: 4,
  first_delay_ms: 500,
  max_delay_ms: 8000,
  max_retry_after_ms: 60_000,
};

/** Tools and system are marked by the prompt; the top-level mark caches the growing messages. */
const bodyOf = (request: ModelRequest): MessageCreateParamsStreaming => ({
  model: request.model,
  max_tokens: request.max_tokens,
  system: [...request.system],
  tools: [...request.tools],
  messages: [...request.messages],
  cache_control: { type: "ephemeral" },
  ...(request.thinking ? { thinking: { type: "adaptive", display: "summarized" } } : {}),
  stream: true,
});

const aborted = () => new DOMException("The run was stopped", "AbortError");

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(aborted());
    const stop = () => {
      clearTimeout(timer);
      reject(aborted());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });

/** Calls `give up` when nothing was heard for `ms`; one timer, however many events there are. */
function watch(ms: number, giveUp: () => void) {
  let heard = Date.now();
  let timer = setTimeout(look, ms);
  let gaveUp = false;
  function look() {
    const rest = heard + ms - Date.now();
    if (rest > 0) timer = setTimeout(look, rest);
    else {
      gaveUp = true;
      giveUp();
    }
  }
  return {
    hear: () => (heard = Date.now()),
    gaveUp: () => gaveUp,
    end: () => clearTimeout(timer),
  };
}

/** What is known of a call that may fail: its id, and how far it has come. */
interface Trace {
  request_id: string | null;
  /** On its way, so that it may have been read. */
  sent: boolean;
  spoke: boolean;
}

/** Who hangs up before the API said what a call costs pays for its prompt: it may have been read. */
const usageOfPrompt = (request: ModelRequest): Usage => ({
  input_tokens: tokensOfPrompt(request),
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
});

async function* tryOnce(
  client: MessagesClient,
  request: ModelRequest,
  signal: AbortSignal,
  noProgress: number,
  trace: Trace,
): AsyncGenerator<ModelEvent, void, void> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const progress = watch(noProgress, stop);
  try {
    trace.sent = !controller.signal.aborted;
    const opened = client.messages.create(bodyOf(request), { signal: controller.signal });
    const { data, request_id } = await opened.withResponse();
    trace.request_id = request_id ?? null;
    progress.hear();
    for await (const event of readStream(data, trace.request_id, progress.hear)) {
      if (event.type === "block_start") trace.spoke = true;
      yield event;
    }
  } catch (error) {
    throw progress.gaveUp() ? new NoProgress() : error;
  } finally {
    progress.end();
    signal.removeEventListener("abort", stop);
    controller.abort();
  }
}

const delayOf = (error: unknown, attempt: number, timing: ModelTiming): number | null => {
  const wish = retryAfter(error, Date.now());
  if (wish !== null) return wish > timing.max_retry_after_ms ? null : wish;
  const growing = Math.min(timing.first_delay_ms * 2 ** (attempt - 1), timing.max_delay_ms);
  return Math.round(growing * (1 - Math.random() * 0.25));
};

/** Throws ModelError; tries again only as long as the model has not begun a content block. */
export const createAnthropicModel = (
  access: ModelAccess,
  timing: ModelTiming = defaultTiming,
): Model => {
  const client = createClient(access);
  return {
    async *stream(request, signal) {
      // Of any try: the next one has the same prompt.
      let told = false;
      for (let attempt = 1; ; attempt++) {
        const trace: Trace = { request_id: null, sent: false, spoke: false };
        try {
          for await (const event of tryOnce(
            client,
            request,
            signal,
            timing.no_progress_ms,
            trace,
          )) {
            told ||= event.type === "start";
            yield event;
          }
          return;
        } catch (error) {
          const leftByUs = signal.aborted || error instanceof NoProgress;
          if (leftByUs && trace.sent && !told) yield { type: "cut", usage: usageOfPrompt(request) };
          if (signal.aborted) throw aborted();
          const failure = toModelError(error, trace.request_id);
          const mayRetry =
            !trace.spoke && attempt < timing.max_attempts && isWorthAnotherTry(error);
          const delay = mayRetry ? delayOf(error, attempt, timing) : null;
          if (delay === null) throw failure;
          const { status, kind } = failure;
          yield { type: "retry", attempt: attempt + 1, delay_ms: delay, status, kind };
          await sleep(delay, signal);
        }
      }
    },
  };
};
