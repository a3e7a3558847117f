import { inject, expect, test } from "vitest";
import { postScript, readRequests, say } from "./script.ts";

test("code in workerd scripts the Messages server and reaches it over real HTTP", async () => {
  const url = inject("messagesUrl");
  const key = crypto.randomUUID();
  await postScript(url, key, [say("hello from outside")]);
  const response = await fetch(`${url}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "anthropic-version": "2026-10-21" },
    body: JSON.stringify({
      model: "claude-opus-5-5",
      max_tokens: 10,
      stream: true,
      messages: [{ role: "user", content: "hi" }],
    }),
  });
  expect(await response.text()).toContain("hello from outside");
  expect(await readRequests(url, key)).toMatchObject([{ status: 200, body: { stream: true } }]);
});
