import { afterEach } from "vitest";
import type { ModelEvent, ModelRequest } from "../../agent/model.ts";
import { createAnthropicModel, defaultTiming, type ModelTiming } from "../anthropic.ts";
import { answers, finish, type Handler, serve, type SseServer, textBlock } from "./sse-server.ts";

const request: ModelRequest = {
  model: "claude-test-1",
  system: [{ type: "text", text: "You are a test." }],
  tools: [],
  messages: [{ role: "user", content: "hello" }],
  max_tokens: 100,
  thinking: true,
};

let server: SseServer | null = null;

/** Between two conversations of one test. */
export const hangUp = async (): Promise<void> => {
  await server?.close();
  server = null;
};

afterEach(hangUp);

export const quick: ModelTiming = { ...defaultTiming, first_delay_ms: 1, max_delay_ms: 2 };

/** One request to a server of these handlers: what came, how it ended, what the server saw. */
export const talk = async (
  handlers: Handler[],
  {
    timing = quick,
    signal = new AbortController().signal,
    onEvent = (_event: ModelEvent) => {},
  } = {},
) => {
  server = await serve(...handlers);
  const model = createAnthropicModel({ apiKey: "sk-test", baseURL: server.url }, timing);
  const events: ModelEvent[] = [];
  let error: unknown = null;
  try {
    for await (const event of model.stream(request, signal)) {
      events.push(event);
      onEvent(event);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { events, error, end: events.find((event) => event.type === "end"), server };
};

export const hello = answers(...textBlock(0, "hel", "lo"), ...finish("end_turn"));
export const overloaded = {
  type: "error",
  error: { type: "overloaded_error", message: "Overloaded" },
};
