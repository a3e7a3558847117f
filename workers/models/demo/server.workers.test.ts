import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { createDemoFetch } from "./server.ts";

test("the demo model streams through the SDK in workerd as in node", async () => {
  const client = new Anthropic({ apiKey: "none", fetch: createDemoFetch({ delay_ms: 1 }) });
  let deltas = 0;
  const stream = client.messages
    .stream({
      model: "engawa-demo",
      max_tokens: 100,
      messages: [{ role: "user", content: "hello" }],
    })
    .on("text", () => void deltas++);
  expect(await stream.finalText()).toContain("demo model");
  expect(deltas).toBeGreaterThan(10);
});
