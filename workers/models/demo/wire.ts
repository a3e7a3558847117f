/** The Messages API's wire format: a finished message as the events a stream carries it in. */

export type WireBlock =
  | { type: "text"; text: string }
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "redacted_thinking"; data: string }
  /** `json` is what goes over the wire where it is not the plain encoding of `input`. */
  | { type: "tool_use"; id: string; name: string; input: unknown; json?: string };

export interface WireUsage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
}

export interface WireMessage {
  id: string;
  model: string;
  content: readonly WireBlock[];
  stop_reason: string;
  stop_sequence: string | null;
  stop_details: unknown;
  usage: WireUsage;
}

export type WireEvent = { type: string } & Record<string, unknown>;

/** About four characters of English a token, about one of Japanese. */
export function countTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x2e7f) wide++;
  return Math.ceil(wide + (text.length - wide) / 4);
}

const encoder = new TextEncoder();

export const encodeEvent = (event: WireEvent): Uint8Array =>
  encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

/** The whole message at once, as an answer without `stream` carries it. */
export function messageBody(message: WireMessage): Record<string, unknown> {
  const content = message.content.map((block) =>
    block.type === "tool_use"
      ? { type: block.type, id: block.id, name: block.name, input: block.input }
      : block,
  );
  return {
    type: "message",
    role: "assistant",
    container: null,
    diagnostics: null,
    ...message,
    content,
    usage: fullUsage(message.usage),
  };
}

const fullUsage = (usage: WireUsage) => ({
  ...usage,
  inference_geo: null,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: "standard",
  speed: "standard",
});

export function startEvent(message: WireMessage): WireEvent {
  const body = messageBody({
    ...message,
    content: [],
    usage: { ...message.usage, output_tokens: 1 },
  });
  return {
    type: "message_start",
    message: { ...body, stop_reason: null, stop_sequence: null, stop_details: null },
  };
}

export function* endEvents(message: WireMessage): Generator<WireEvent> {
  const { stop_reason, stop_sequence, stop_details, usage } = message;
  yield {
    type: "message_delta",
    delta: { container: null, stop_reason, stop_sequence, stop_details },
    usage: fullUsage(usage),
  };
  yield { type: "message_stop" };
}

/** `size`: characters a delta carries at most; a pair of surrogates is never parted. */
export function* blockEvents(index: number, block: WireBlock, size: number): Generator<WireEvent> {
  yield { type: "content_block_start", index, content_block: emptyBlock(block) };
  for (const delta of blockDeltas(block, size)) yield { type: "content_block_delta", index, delta };
  yield { type: "content_block_stop", index };
}

function emptyBlock(block: WireBlock): Record<string, unknown> {
  switch (block.type) {
    case "text":
      return { type: "text", text: "", citations: null };
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "redacted_thinking":
      return { ...block };
    case "tool_use":
      return {
        type: "tool_use",
        id: block.id,
        name: block.name,
        input: {},
        caller: { type: "direct" },
      };
  }
}

function* blockDeltas(block: WireBlock, size: number): Generator<Record<string, unknown>> {
  switch (block.type) {
    case "text":
      for (const text of pieces(block.text, size)) yield { type: "text_delta", text };
      return;
    case "thinking":
      for (const thinking of pieces(block.thinking, size))
        yield { type: "thinking_delta", thinking };
      yield { type: "signature_delta", signature: block.signature };
      return;
    case "redacted_thinking":
      return;
    case "tool_use":
      yield { type: "input_json_delta", partial_json: "" };
      for (const partial_json of pieces(block.json ?? JSON.stringify(block.input), size)) {
        yield { type: "input_json_delta", partial_json };
      }
  }
}

function* pieces(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + size);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end++;
    yield text.slice(at, end);
    at = end;
  }
}
