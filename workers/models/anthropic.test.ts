import { describe, expect, test } from "vitest";
import {
  answers,
  blockStart,
  blockStop,
  delta,
  finish,
  messageStart,
  open,
  send,
  textBlock,
  toolBlock,
} from "./testing/sse-server.ts";
import { hello, talk } from "./testing/talk.ts";

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
    const deep = `{"a":${"[".repeat(9000) + "]".repeat(9000)}}`;
    const { end } = await talk([
      answers(
        ...toolBlock(0, "a", '{"path":', '"x"}'),
        ...toolBlock(1, "b", '{"path": "y'),
        ...toolBlock(2, "c"),
        ...toolBlock(3, "d", "[1]"),
        ...toolBlock(4, "e", deep),
        ...finish("tool_use"),
      ),
    ]);
    expect(end).toMatchObject({
      content: [
        { id: "a", input: { path: "x" } },
        { id: "b", input: '{"path": "y' },
        { id: "c", input: {} },
        { id: "d", input: "[1]" },
        { id: "e", input: deep },
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
