import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMessagesServer, type MessagesServer } from "./messages-server.ts";
import { calls, fail, postScript, readRequests, say, type Step } from "./script.ts";

let server: MessagesServer;
beforeAll(async () => void (server = await startMessagesServer()));
afterAll(() => server.close());

const client = (apiKey: string) =>
  new Anthropic({ apiKey, baseURL: server.url, maxRetries: 0, logLevel: "off" });
const params = (content: string) => ({
  model: "claude-opus-5-5",
  max_tokens: 100,
  messages: [{ role: "user" as const, content }],
});

/** Posts the steps under a new key and gives the client that is answered by them. */
async function scripted(...steps: Step[]) {
  const key = crypto.randomUUID();
  await postScript(server.url, key, steps);
  return { key, client: client(key) };
}

describe("a script", () => {
  test("text, thinking and parallel tool calls reach the SDK as written", async () => {
    const answer = calls(["Read", { file_path: "/workspace/a" }], ["Read", { file_path: "日本" }]);
    answer.blocks.unshift({ thinking: "考える" }, { text: "Reading 😀 both" });
    const { client } = await scripted({
      ...answer,
      delta_chars: 1,
      unknown_events: true,
      pings: true,
    });
    const final = await client.messages.stream(params("go")).finalMessage();
    expect(final.stop_reason).toBe("tool_use");
    expect(final.content).toMatchObject([
      { type: "thinking", thinking: "考える", signature: expect.stringMatching(/^sig\./) },
      { type: "text", text: "Reading 😀 both" },
      { type: "tool_use", name: "Read", input: { file_path: "/workspace/a" } },
      { type: "tool_use", name: "Read", input: { file_path: "日本" } },
    ]);
  });

  test.each(["max_tokens", "pause_turn", "refusal", "model_context_window_exceeded", "a_new_one"])(
    "stop reason %s is sent as it is, without a stream too",
    async (stop_reason) => {
      const { client } = await scripted(say("x", { stop_reason }), say("x", { stop_reason }));
      const streamed = await client.messages.stream(params("go")).finalMessage();
      const whole = await client.messages.create(params("go"));
      expect([streamed.stop_reason, whole.stop_reason]).toEqual([stop_reason, stop_reason]);
    },
  );

  test("is found by a marker in the messages before the key, and ends with a 400", async () => {
    const key = crypto.randomUUID();
    await postScript(server.url, key, [say("one")]);
    const ask = () => client("shared").messages.create(params(`hello [script:${key}]`));
    expect((await ask()).content).toMatchObject([{ text: "one" }]);
    await expect(ask()).rejects.toMatchObject({ status: 400 });
    const requests = await readRequests(server.url, key);
    expect(requests.map((request) => request.status)).toEqual([200, 400]);
    expect(requests[0]?.body.messages[0].content).toContain("hello");
  });

  test("an error before the stream has the API's shape, headers and request id", async () => {
    const { client } = await scripted(
      fail(429, { headers: { "retry-after": "7" }, error_code: "ramp_limit_exceeded" }),
      fail(529),
    );
    const error = await client.messages.create(params("go")).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 429, requestID: expect.stringMatching(/^req_/) });
    expect((error as InstanceType<typeof Anthropic.APIError>).headers?.get("retry-after")).toBe(
      "7",
    );
    await expect(client.messages.create(params("go"))).rejects.toMatchObject({ status: 529 });
  });
});

describe("a broken stream", () => {
  const read = async (answer: Step) => {
    const { client } = await scripted(answer);
    let text = "";
    const stream = client.messages.stream(params("go")).on("text", (delta) => (text += delta));
    const error: unknown = await stream.done().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return { text, error: String(error) };
  };

  test("an error event comes before the first block or after some text", async () => {
    const early = await read(say("never", { fault: { after: "start", kind: "error_event" } }));
    expect(early).toMatchObject({ text: "", error: expect.stringContaining("Overloaded") });
    const late = say("12345678", { delta_chars: 2, fault: { after: 3, kind: "error_event" } });
    expect((await read(late)).text).toBe("123456");
  });

  test("a cut socket delivers what was sent and then fails", async () => {
    const cut = say("12345678", { delta_chars: 2, fault: { after: 2, kind: "cut" } });
    const { text, error } = await read(cut);
    expect(text).toBe("1234");
    expect(error).not.toBe("null");
  });

  test("a stall lasts until the client leaves; malformed tool input arrives as text", async () => {
    const { client } = await scripted(
      say("12", { delta_chars: 1, fault: { after: 1, kind: "stall_pings" } }),
      { blocks: [{ tool: "Read", json: '{"file_path": "/work' }], stop_reason: "max_tokens" },
    );
    const stalled = client.messages.stream(params("go"));
    await new Promise((done) => stalled.on("text", done));
    stalled.abort();
    await expect(stalled.done()).rejects.toThrow();
    const events = await client.messages.create({ ...params("go"), stream: true });
    let json = "";
    for await (const event of events) {
      if (event.type === "content_block_delta" && event.delta.type === "input_json_delta") {
        json += event.delta.partial_json;
      }
    }
    expect(json).toBe('{"file_path": "/work');
  });

  test("deltas come at the pace asked for", async () => {
    const started = performance.now();
    await read(say("0123456789", { delta_chars: 1, deltas_per_second: 50 }));
    expect(performance.now() - started).toBeGreaterThan(180);
  });
});

describe("in-band", () => {
  test("a scenario is chosen by the message and goes on with the conversation", async () => {
    const first = await client("any").messages.create(params("[scenario:tools:2]"));
    expect(first.stop_reason).toBe("tool_use");
    const echoed = await client("any").messages.create(params("good morning"));
    expect(echoed.content).toMatchObject([{ text: "You said: good morning" }]);
  });

  test("models are listed; a missing key and an unknown version are refused", async () => {
    const models = await client("any").models.list();
    expect(models.data.map((model) => model.id)).toContain("claude-opus-5-5");
    await expect(client("invalid-key").models.list()).rejects.toMatchObject({ status: 401 });
    const old = await fetch(`${server.url}/v1/models`, {
      headers: { "x-api-key": "any", "anthropic-version": "2020-01-01" },
    });
    expect(old.status).toBe(400);
  });
});
