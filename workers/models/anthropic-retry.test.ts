import { describe, expect, test } from "vitest";
import { ModelError } from "../agent/model.ts";
import {
  blockStart,
  blockStop,
  delta,
  fails,
  finish,
  type Handler,
  messageStart,
  open,
  send,
  textBlock,
} from "./testing/sse-server.ts";
import { hangUp, hello, overloaded, quick, talk } from "./testing/talk.ts";

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
    await hangUp();
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
    await hangUp();
    const again = await talk([fails(429, {}, { "retry-after": "0.02" }), hello]);
    expect(again.events[0]).toMatchObject({ delay_ms: 20 });
    await hangUp();
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

describe("what a call that ends early had cost", () => {
  const until = (...events: Parameters<typeof send>[1][]): Handler => {
    return (response) => {
      open(response);
      send(response, messageStart(), ...events);
      setTimeout(() => response.end(), 10);
    };
  };
  const cut = async (...events: Parameters<typeof send>[1][]) => {
    const { events: came } = await talk([until(...events)]);
    await hangUp();
    return came.find((event) => event.type === "cut")?.usage;
  };

  test("is the input, and of texts, thoughts and calls what had come", async () => {
    const words = "an answer of words ".repeat(50);
    const thought = blockStart(0, { type: "thinking", thinking: "", signature: "" });
    const call = blockStart(0, { type: "tool_use", id: "a", name: "Write", input: {} });
    for (const came of [
      textBlock(0, words),
      [thought, delta(0, { type: "thinking_delta", thinking: words })],
      [call, delta(0, { type: "input_json_delta", partial_json: `{"content":"${words}` })],
    ]) {
      const usage = await cut(...came);
      expect(usage?.input_tokens).toBe(10);
      expect(usage?.output_tokens).toBeGreaterThanOrEqual(200);
      expect(usage?.output_tokens).toBeLessThan(400);
    }
  });

  test("is never less than the API has said", async () => {
    const [said] = finish("end_turn", { usage: { output_tokens: 900 } });
    expect(await cut(...textBlock(0, "short"), said!)).toMatchObject({ output_tokens: 900 });
  });

  test("counts thoughts whole that are shown as a summary", async () => {
    const thought = blockStart(0, { type: "thinking", thinking: "", signature: "" });
    const signature = delta(0, { type: "signature_delta", signature: "c2ln".repeat(500) });
    expect(await cut(thought, signature)).toMatchObject({ output_tokens: 500 });
  });

  /** What it cost where a person stops it as the last of these has taken it, or as it waits for it. */
  const stopped = async (handlers: Handler[], timing = quick) => {
    const stop = new AbortController();
    const stopSoon = () => void setTimeout(() => stop.abort(), 5);
    const last: Handler = (response, request) => {
      stopSoon();
      return handlers.at(-1)?.(response, request);
    };
    const waits = timing !== quick;
    const { events } = await talk([...handlers.slice(0, -1), last], {
      timing,
      signal: stop.signal,
      onEvent: ({ type }) => waits && type === "retry" && stopSoon(),
    });
    await hangUp();
    return events.find((event) => event.type === "cut")?.usage;
  };
  const silent: Handler = () => {};

  test("stopped before the API has said anything, is its prompt, which may have been read", async () => {
    for (const handler of [silent, (response: Parameters<Handler>[0]) => open(response)]) {
      const usage = await stopped([handler]);
      expect(usage).toMatchObject({ output_tokens: 0, cache_read_tokens: 0 });
      expect(usage?.input_tokens).toBeGreaterThan(5);
      expect(usage?.input_tokens).toBeLessThan(60);
    }
    expect((await stopped([fails(529, overloaded), silent]))?.input_tokens).toBeGreaterThan(5);
    const { events } = await talk([silent], { timing: { ...quick, no_progress_ms: 50 } });
    expect(events.find((event) => event.type === "cut")?.usage.input_tokens).toBeGreaterThan(5);
  });

  test("stopped while it waits after an error, is nothing; once the API has said it, what it said", async () => {
    const slow = { ...quick, first_delay_ms: 60_000, max_delay_ms: 60_000 };
    expect(await stopped([fails(529, overloaded), silent], slow)).toBeUndefined();
    const begun: Handler = (response) => {
      open(response);
      send(response, messageStart(), overloaded);
      response.end();
    };
    expect(await stopped([begun, silent])).toBeUndefined();
  });
});
