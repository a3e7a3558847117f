/** One model call: its stream as events, and what became of it at the end. */
import type { TextBlock } from "@anthropic-ai/sdk/resources/messages";
import type { Usage } from "#contract/chat";
import { saysSomething } from "./content.ts";
import type { ContentBlock, Model, ModelEvent, ModelRequest } from "./model.ts";
import type { EndDetails, TurnEvent } from "./turn-state.ts";

type MessageEvent = Extract<TurnEvent, { type: "message" }>;
type DiscardEvent = Extract<TurnEvent, { type: "discard" }>;
type EndOfStream = Extract<ModelEvent, { type: "end" }>;

export type Streamed = MessageEvent | (DiscardEvent & { readonly details: EndDetails });

const nothing: Usage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
};

const cutReasons = new Set(["max_tokens", "model_context_window_exceeded"]);

/** The last call of a cut message is unusable even where what arrived happens to be JSON. */
const withoutCutCall = (content: readonly ContentBlock[], stopReason: string): ContentBlock[] =>
  content.map((block, index) =>
    cutReasons.has(stopReason) &&
    index === content.length - 1 &&
    block.type === "tool_use" &&
    typeof block.input !== "string"
      ? { ...block, input: JSON.stringify(block.input) }
      : block,
  );

const finish = (event: EndOfStream): Streamed => {
  const { usage, model, request_id, stop_reason, stop_details } = event;
  const spent = { usage, model, request_id };
  if (stop_reason === "refusal")
    return {
      type: "discard",
      why: "refusal",
      spent,
      details: {
        kind: stop_details?.category ?? null,
        explanation: stop_details?.explanation ?? null,
        request_id,
      },
    };
  const content = withoutCutCall(event.content, stop_reason);
  if (!saysSomething(content))
    return cutReasons.has(stop_reason)
      ? {
          type: "discard",
          why: stop_reason === "max_tokens" ? "max_tokens" : "context_full",
          spent,
          details: { request_id },
        }
      : { type: "discard", why: "empty", spent, details: { request_id } };
  return { type: "message", content, stop_reason, stop_details, ...spent };
};

const textBlock = (text: string): TextBlock => ({ type: "text", text, citations: null });

/**
 * Yields what to show and returns the finished message, or why there is none. A ModelError is
 * passed on after a `discard` of what had been shown.
 */
export async function* streamMessage(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Streamed, void> {
  const texts = new Map<number, string>();
  let started: Extract<ModelEvent, { type: "start" }> | null = null;
  let usage: Usage | undefined;
  const spent = () => {
    if (!usage) return null;
    return started
      ? { usage, model: started.model, request_id: started.request_id ?? null }
      : { usage, model: request.model, request_id: null, guessed: true as const };
  };
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === "end") return finish(event);
      if (event.type === "start") [started, usage] = [event, event.usage];
      else if (event.type === "cut") ({ usage } = event);
      else if (event.type === "retry")
        yield { type: "retry", attempt: event.attempt, delay_ms: event.delay_ms };
      else {
        if (event.type === "delta" && event.kind === "text")
          texts.set(event.index, (texts.get(event.index) ?? "") + event.text);
        yield event;
      }
    }
    throw new Error("the model's stream ended without an end event");
  } catch (error) {
    if (!signal.aborted) {
      yield { type: "discard", why: "error", spent: spent() };
      throw error;
    }
  }
  // Stopped: the text that had arrived stays, so that the model knows what it said.
  const content = [...texts.values()].filter((text) => text.trim() !== "").map(textBlock);
  if (content.length === 0) return { type: "discard", why: "stopped", spent: spent(), details: {} };
  return {
    type: "message",
    content,
    stop_reason: "stopped",
    stop_details: null,
    ...(spent() ?? { usage: nothing, model: request.model, request_id: null }),
  };
}
