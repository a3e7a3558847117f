import { expect, inject, test } from "vitest";
import type { ModelEvent } from "../agent/model.ts";
import { postScript, readRequests, say } from "../testing/script.ts";
import type { CatalogueModel } from "./catalogue.ts";
import { demoModel, knownModels } from "./known-models.ts";
import { openModel } from "./open-model.ts";

const url = inject("messagesUrl");

const talk = async (info: CatalogueModel, key: string) => {
  const events: ModelEvent[] = [];
  const request = {
    model: info.id,
    system: [{ type: "text" as const, text: "You are a test." }],
    tools: [],
    messages: [{ role: "user" as const, content: "hello" }],
    max_tokens: 1000,
    thinking: info.adaptive_thinking,
  };
  const model = openModel({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url }, info);
  for await (const event of model.stream(request, new AbortController().signal)) events.push(event);
  return events;
};

test("the demo model answers through the SDK, with usage and a request id", async () => {
  const events = await talk(demoModel, "");
  expect(events.some((event) => event.type === "delta")).toBe(true);
  expect(events.at(-1)).toMatchObject({
    type: "end",
    stop_reason: "end_turn",
    model: "engawa-demo",
    request_id: expect.stringMatching(/^req_/) as string,
  });
});

test("any other model is asked at ANTHROPIC_BASE_URL with the key, thinking where it can", async () => {
  const key = crypto.randomUUID();
  await postScript(url, key, [say("from the server")]);
  const events = await talk(knownModels[0]!, key);
  expect(events.at(-1)).toMatchObject({ type: "end", content: [{ text: "from the server" }] });
  expect(await readRequests(url, key)).toMatchObject([
    { status: 200, body: { model: "claude-opus-5-5", thinking: { type: "adaptive" } } },
  ]);
});
