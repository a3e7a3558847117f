import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { createDemoFetch } from "./server.ts";

const client = (delay_ms = 0) =>
  new Anthropic({ apiKey: "none", fetch: createDemoFetch({ delay_ms }), maxRetries: 0 });
const params = {
  model: "engawa-demo",
  max_tokens: 1000,
  thinking: { type: "adaptive" } as const,
  tools: [{ name: "Glob", input_schema: { type: "object" as const } }],
  messages: [{ role: "user" as const, content: "ファイル一覧" }],
};

test("the SDK's own stream reads it: thinking, tool call, stop reason, usage", async () => {
  const kinds: string[] = [];
  const stream = client().messages.stream(params);
  stream.on("streamEvent", (event) => kinds.push(event.type));
  const message = await stream.finalMessage();
  expect(message.content.map((block) => block.type)).toEqual(["thinking", "tool_use"]);
  expect(message.content[0]).toMatchObject({ signature: expect.stringMatching(/./) });
  expect(message.stop_reason).toBe("tool_use");
  expect(message.usage.input_tokens).toBeGreaterThan(20);
  expect(kinds.filter((kind) => kind === "content_block_delta").length).toBeGreaterThan(3);
});

test("it says the same without a stream, and without thinking where none is wanted", async () => {
  const { thinking: _, ...rest } = params;
  const message = await client().messages.create(rest);
  expect(message.content).toMatchObject([{ type: "tool_use", name: "Glob" }]);
});

test("it streams visibly, and stops when the reader leaves", async () => {
  const ask = { ...params, messages: [{ role: "user" as const, content: "hello" }] };
  const stream = client(5).messages.stream(ask);
  let deltas = 0;
  stream.on("text", () => {
    if (++deltas === 5) stream.abort();
  });
  await expect(stream.done()).rejects.toThrow();
  expect(deltas).toBeLessThan(8);
});

test("it lists itself, and refuses what it does not speak", async () => {
  expect((await client().models.list()).data.map((model) => model.id)).toEqual(["engawa-demo"]);
  const fetchDemo = createDemoFetch({ delay_ms: 0 });
  expect((await fetchDemo("https://x.invalid/v1/files")).status).toBe(404);
  const empty = await fetchDemo("https://x.invalid/v1/messages", { method: "POST", body: "{}" });
  expect(empty.status).toBe(400);
});
