/**
 * The built-in demo model behind the Messages API's own wire format: `demoFetch` is handed to the
 * Anthropic SDK in place of `fetch`, so that nothing else in the product knows the difference.
 */
import { answer } from "./answer.ts";
import type { DemoRequest } from "./conversation.ts";
import {
  blockEvents,
  countTokens,
  encodeEvent,
  endEvents,
  messageBody,
  startEvent,
  type WireBlock,
  type WireEvent,
  type WireMessage,
} from "./wire.ts";

const demoModelId = "engawa-demo";

export type Fetch = (input: Request | URL | string, init?: RequestInit) => Promise<Response>;

export interface DemoOptions {
  /** Milliseconds between deltas. */
  delay_ms: number;
}

export const demoFetch: Fetch = createDemoFetch({ delay_ms: 8 });

export function createDemoFetch(options: DemoOptions): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (request.method === "GET" && pathname.startsWith("/v1/models")) {
      return Response.json(pathname === "/v1/models" ? modelsPage() : modelInfo());
    }
    if (request.method !== "POST" || pathname !== "/v1/messages") {
      return failure(404, "not_found_error", `The demo model does not speak ${pathname}`);
    }
    const text = await request.text();
    const body = parse(text);
    if (body === null) return failure(400, "invalid_request_error", "messages: Field required");
    const message = compose(body, text);
    if (body.stream !== true) return Response.json(messageBody(message));
    return new Response(eventStream(message, options, init?.signal ?? request.signal), {
      headers: { "content-type": "text/event-stream; charset=utf-8", "request-id": newId("req") },
    });
  };
}

function parse(text: string): DemoRequest | null {
  try {
    const body = JSON.parse(text) as DemoRequest;
    return Array.isArray(body.messages) && body.messages.length > 0 ? body : null;
  } catch {
    return null;
  }
}

function compose(request: DemoRequest, requestText: string): WireMessage {
  const reply = answer(request);
  const content: WireBlock[] = [];
  const thinks = request.thinking?.type !== undefined && request.thinking.type !== "disabled";
  if (thinks && reply.thinking !== "") {
    content.push({ type: "thinking", thinking: reply.thinking, signature: "engawa-demo" });
  }
  if (reply.text.trim() !== "") content.push({ type: "text", text: reply.text });
  for (const call of reply.calls) content.push({ type: "tool_use", id: newId("toolu"), ...call });
  return {
    id: newId("msg"),
    model: demoModelId,
    content,
    stop_reason: reply.calls.length > 0 ? "tool_use" : "end_turn",
    stop_sequence: null,
    stop_details: null,
    usage: usageOf(request, requestText, content),
  };
}

/** From lengths, as if the messages before the last two had been read from a cache. */
function usageOf(request: DemoRequest, requestText: string, content: readonly WireBlock[]) {
  const all = countTokens(requestText);
  const fresh = countTokens(JSON.stringify(request.messages.slice(-2)));
  const cached = request.messages.length > 2 ? Math.max(0, all - fresh) : 0;
  return {
    input_tokens: all - cached,
    output_tokens: countTokens(JSON.stringify(content)),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  };
}

/** Characters of a delta: words for people, larger pieces of what tools are given. */
const pieceOf = (block: WireBlock): number => (block.type === "tool_use" ? 96 : 14);

function* events(message: WireMessage): Generator<WireEvent> {
  yield startEvent(message);
  yield { type: "ping" };
  for (const [index, block] of message.content.entries()) {
    yield* blockEvents(index, block, pieceOf(block));
  }
  yield* endEvents(message);
}

function eventStream(message: WireMessage, { delay_ms }: DemoOptions, signal: AbortSignal) {
  const source = events(message);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (signal.aborted) return controller.error(signal.reason);
      const { value, done } = source.next();
      if (done) return controller.close();
      if (delay_ms > 0 && value.type === "content_block_delta") {
        await new Promise((resume) => setTimeout(resume, delay_ms));
      }
      controller.enqueue(encodeEvent(value));
    },
  });
}

function failure(status: number, type: string, message: string): Response {
  return Response.json({ type: "error", error: { type, message } }, { status });
}

const newId = (kind: string): string =>
  `${kind}_demo${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;

const modelInfo = () => ({
  type: "model",
  id: demoModelId,
  display_name: "Engawa Demo",
  line: "demo",
  lifecycle: "active",
  created_at: "2026-01-01T00:00:00Z",
  deprecated_at: null,
  retires_at: null,
  max_input_tokens: 200_000,
  max_tokens: 32_000,
  capabilities: null,
});

const modelsPage = () => ({
  data: [modelInfo()],
  has_more: false,
  first_id: demoModelId,
  last_id: demoModelId,
});
