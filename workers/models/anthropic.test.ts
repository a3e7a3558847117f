import { afterEach, describe, expect, test } from "vitest";
import { ModelError, type ModelEvent, type ModelRequest } from "../agent/model.ts";
import { createAnthropicModel, defaultTiming, type ModelTiming } from "./anthropic.ts";
import {
  answers,
  blockStart,
  blockStop,
  delta,
  fails,
  finish,
  type Handler,
  messageStart,
  open,
  send,
  serve,
  type SseServer,
  textBlock,
  toolBlock,
} from "./testing/sse-server.ts";

const request: ModelRequest = {
  model: "claude-test-1",
  system: [{ type: "text", text: "You are a test." }],
  tools: [],
  messages: [{ role: "user", content: "hello" }],
  max_tokens: 100,
  thinking: true,
};

let server: SseServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const quick: ModelTiming = { ...defaultTiming, first_delay_ms: 1, max_delay_ms: 2 };

const talk = async (
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

const hello = answers(...textBlock(0, "hel", "lo"), ...finish("end_turn"));
const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };

describe("a whole answer", () => {
  test("arrives as deltas and ends with its blocks, usage, model and request id", async () => {
    const { events, end } = await talk([hello]);
    expect(events.map((event) => event.type)).toEqual([
      "start",
      "block_start",
      "delta",
      "delta",
      "end",
    ]);
    expect(end).toMatchObject({
      stop_reason: "end_turn",
      stop_details: null,
      content: [{ type: "text", text: "hello" }],
      model: "claude-test-1",
      request_id: "req_1",
      usage: { input_tokens: 10, output_tokens: 7 },
    });
  });

  test("asks for adaptive thinking and caching, sends no sampling parameters", async () => {
    const { server: sent } = await talk([hello]);
    expect(sent.bodies[0]).toMatchObject({
      thinking: { type: "adaptive", display: "summarized" },
      cache_control: { type: "ephemeral" },
      stream: true,
    });
    expect(sent.bodies[0]).not.toHaveProperty("temperature");
  });

  test("thinking keeps its signature, so that it can be sent back", async () => {
    const { events, end } = await talk([
      answers(
        blockStart(0, { type: "thinking", thinking: "", signature: "" }),
        delta(0, { type: "thinking_delta", thinking: "let me see" }),
        delta(0, { type: "signature_delta", signature: "sig==" }),
        blockStop(0),
        blockStart(1, { type: "redacted_thinking", data: "x" }),
        blockStop(1),
        ...textBlock(2, "ok"),
        ...finish("end_turn"),
      ),
    ]);
    expect(end).toMatchObject({
      content: [
        { type: "thinking", thinking: "let me see", signature: "sig==" },
        { type: "redacted_thinking", data: "x" },
        { type: "text", text: "ok" },
      ],
    });
    expect(events).toContainEqual({
      type: "delta",
      index: 0,
      kind: "thinking",
      text: "let me see",
    });
  });

  test("every token class is told apart; the last numbers count", async () => {
    const { end } = await talk([
      (response) => {
        open(response);
        send(
          response,
          messageStart({
            cache_read_input_tokens: 5,
            cache_creation_input_tokens: 30,
            cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
          }),
          ...textBlock(0, "x"),
          ...finish("end_turn", { usage: { input_tokens: 11, cache_read_input_tokens: 6 } }),
        );
        response.end();
      },
    ]);
    expect(end).toMatchObject({
      usage: {
        input_tokens: 11,
        output_tokens: 7,
        cache_read_tokens: 6,
        cache_write_5m_tokens: 10,
        cache_write_1h_tokens: 20,
      },
    });
  });

  test("tool input comes as an object; unreadable JSON stays as text; none is an empty object", async () => {
    const { end } = await talk([
      answers(
        ...toolBlock(0, "a", '{"path":', '"x"}'),
        ...toolBlock(1, "b", '{"path": "y'),
        ...toolBlock(2, "c"),
        ...toolBlock(3, "d", "[1]"),
        ...finish("tool_use"),
      ),
    ]);
    expect(end).toMatchObject({
      content: [
        { id: "a", input: { path: "x" } },
        { id: "b", input: '{"path": "y' },
        { id: "c", input: {} },
        { id: "d", input: "[1]" },
      ],
    });
  });

  test("a refusal carries category and explanation", async () => {
    const { end } = await talk([
      answers(
        ...textBlock(0, "I"),
        ...finish("refusal", {
          stop_details: { type: "refusal", category: "bio", explanation: "why" },
        }),
      ),
    ]);
    expect(end).toMatchObject({
      stop_reason: "refusal",
      stop_details: { category: "bio", explanation: "why" },
    });
  });

  test("unknown events, deltas and stop reasons pass", async () => {
    const { end, error } = await talk([
      answers(
        { type: "weather_report", sun: true },
        ...textBlock(0, "x"),
        delta(0, { type: "sparkle_delta", sparkle: 1 }),
        ...finish("sunspots"),
      ),
    ]);
    expect(error).toBeNull();
    expect(end).toMatchObject({ stop_reason: "sunspots" });
  });
});

describe("trying again", () => {
  test.each([408, 409, 429, 500, 502, 529])("%i is tried again", async (status) => {
    const { events, end } = await talk([fails(status, overloaded), hello]);
    expect(events[0]).toMatchObject({ type: "retry", attempt: 2, status });
    expect(end).toBeDefined();
  });

  test.each([400, 401, 403, 404, 413])("%i is not", async (status) => {
    const { error, server: asked } = await talk([
      fails(status, { type: "error", error: { type: "invalid_request_error", message: "no" } }),
      hello,
    ]);
    expect(error).toMatchObject({ code: "CLAUDE_002", status, request_id: "req_bad" });
    expect(asked.bodies).toHaveLength(1);
  });

  test("after four tries the last error stands", async () => {
    const { error, server: asked } = await talk(
      Array.from({ length: 5 }, () => fails(529, overloaded)),
    );
    expect(asked.bodies).toHaveLength(4);
    expect(error).toMatchObject({ code: "CLAUDE_002", status: 529, kind: "overloaded_error" });
  });

  test("x-should-retry decides where it is given", async () => {
    expect(
      (await talk([fails(500, {}, { "x-should-retry": "false" }), hello])).error,
    ).toBeInstanceOf(ModelError);
    await server?.close();
    expect((await talk([fails(400, {}, { "x-should-retry": "true" }), hello])).end).toBeDefined();
  });

  test("a spent budget is not tried again, and its cause is named", async () => {
    const { error, server: asked } = await talk([
      fails(429, {
        type: "error",
        error: {
          type: "rate_limit_error",
          message: "limit",
          details: { error_code: "enforced_spend_limit_reached" },
        },
      }),
      hello,
    ]);
    expect(error).toMatchObject({ kind: "enforced_spend_limit_reached" });
    expect(asked.bodies).toHaveLength(1);
  });

  test("retry-after and retry-after-ms are obeyed, up to a minute", async () => {
    const { events } = await talk([fails(429, {}, { "retry-after-ms": "30" }), hello]);
    expect(events[0]).toMatchObject({ delay_ms: 30 });
    await server?.close();
    const again = await talk([fails(429, {}, { "retry-after": "0.02" }), hello]);
    expect(again.events[0]).toMatchObject({ delay_ms: 20 });
    await server?.close();
    expect((await talk([fails(429, {}, { "retry-after": "3600" }), hello])).error).toMatchObject({
      status: 429,
    });
  });

  test("a refused or broken connection is tried again", async () => {
    const { end, server: asked } = await talk([(response) => void response.destroy(), hello]);
    expect(asked.bodies).toHaveLength(2);
    expect(end).toBeDefined();
  });

  test("overload inside the open stream, before the first block, is tried again", async () => {
    const { events, end } = await talk([
      (response) => {
        open(response);
        send(response, messageStart(), overloaded);
        response.end();
      },
      hello,
    ]);
    expect(events.map((event) => event.type).slice(0, 3)).toEqual(["start", "retry", "start"]);
    expect(end).toBeDefined();
  });

  test("after the first block nothing is tried again: CLAUDE_002 with the request id", async () => {
    for (const breakOff of [
      (response: Parameters<Handler>[0]) => {
        send(response, overloaded);
        response.end();
      },
      (response: Parameters<Handler>[0]) => void response.end(),
      (response: Parameters<Handler>[0]) => void response.destroy(),
    ]) {
      const { error, server: asked } = await talk([
        (response) => {
          open(response);
          send(response, messageStart(), blockStart(0, { type: "text", text: "" }));
          setTimeout(() => breakOff(response), 10);
        },
        hello,
      ]);
      expect(error).toMatchObject({ code: "CLAUDE_002", request_id: "req_1" });
      expect(asked.bodies).toHaveLength(1);
      await asked.close();
    }
  });
});

describe("time", () => {
  const impatient = { ...quick, no_progress_ms: 80 };

  test("no event for too long is CLAUDE_001, pings do not count, and the connection is closed", async () => {
    const { error, server: asked } = await talk(
      [
        (response) => {
          open(response);
          send(response, messageStart(), blockStart(0, { type: "text", text: "" }));
          const pings = setInterval(() => send(response, { type: "ping" }), 10);
          response.on("close", () => clearInterval(pings));
        },
      ],
      { timing: impatient },
    );
    expect(error).toMatchObject({ code: "CLAUDE_001", request_id: "req_1" });
    await expect.poll(() => asked.closedEarly).toEqual([0]);
  });

  test("no answer at all is CLAUDE_001 too", async () => {
    const { error } = await talk([() => {}], { timing: impatient });
    expect(error).toMatchObject({ code: "CLAUDE_001" });
  });

  test("a slow stream that goes on is left alone", async () => {
    const { end } = await talk(
      [
        async (response) => {
          open(response);
          send(response, messageStart(), blockStart(0, { type: "text", text: "" }));
          for (let n = 0; n < 5; n += 1) {
            await new Promise((done) => setTimeout(done, 40));
            send(response, delta(0, { type: "text_delta", text: "." }));
          }
          send(response, blockStop(0), ...finish("end_turn"));
          response.end();
        },
      ],
      { timing: impatient },
    );
    expect(end).toMatchObject({ content: [{ text: "....." }] });
  });

  test("stopping ends the stream with an AbortError and closes the connection", async () => {
    const stop = new AbortController();
    const { error, server: asked } = await talk(
      [
        (response) => {
          open(response);
          send(response, messageStart(), ...textBlock(0, "begin"));
        },
      ],
      { signal: stop.signal, onEvent: (event) => event.type === "delta" && stop.abort() },
    );
    expect(error).toMatchObject({ name: "AbortError" });
    await expect.poll(() => asked.closedEarly).toEqual([0]);
  });

  test("stopping while it waits to try again ends at once", async () => {
    const stop = new AbortController();
    const { error } = await talk([fails(529, overloaded), hello], {
      timing: { ...quick, first_delay_ms: 60_000, max_delay_ms: 60_000 },
      signal: stop.signal,
      onEvent: () => setTimeout(() => stop.abort(), 5),
    });
    expect(error).toMatchObject({ name: "AbortError" });
  });
});
