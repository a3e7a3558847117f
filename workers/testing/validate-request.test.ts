import { describe, expect, test } from "vitest";
import { signThinking, validateRequest, type RequestBody } from "./validate-request.ts";

const user = (...content: unknown[]) => ({ role: "user", content }) as never;
const assistant = (...content: unknown[]) => ({ role: "assistant", content }) as never;
const text = (value: string) => ({ type: "text", text: value });
const use = (id: string) => ({ type: "tool_use", id, name: "Read", input: {} });
const result = (id: string) => ({ type: "tool_result", tool_use_id: id, content: "ok" });

const check = (messages: never[], more: Partial<RequestBody> = {}, resuming = false) =>
  validateRequest({ model: "m", max_tokens: 1, messages, ...more }, { resuming });

const go = user(text("go"));

describe("a good request", () => {
  test("has every tool_use answered once, results first", () => {
    const messages = [go, assistant(use("a"), use("b")), user(result("b"), result("a"), text("x"))];
    expect(check(messages)).toBeNull();
  });
  test("may end with the assistant only to continue a paused turn", () => {
    expect(check([go, assistant(text("hm"))])).toMatch(/prefill/);
    expect(check([go, assistant(text("hm"))], {}, true)).toBeNull();
    expect(check([go, assistant(text("hm")), assistant(text("ok")), go])).toBeNull();
  });
});

describe("refused is", () => {
  test.each([
    ["a tool_use without its result", [go, assistant(use("a"), use("b")), user(result("a"))]],
    ["a result twice", [go, assistant(use("a")), user(result("a"), result("a"))]],
    ["a result nobody asked for", [go, assistant(text("x")), user(result("a"))]],
    ["a result after text", [go, assistant(use("a")), user(text("x"), result("a"))]],
    [
      "a tool_use id used again",
      [go, assistant(use("a")), user(result("a")), assistant(use("a")), user(result("a"))],
    ],
    ["two user messages in a row", [go, go]],
    ["a conversation the assistant begins", [assistant(text("x")), go]],
    ["empty content", [go, assistant(), go]],
    ["an empty text", [user(text(" "))]],
    [
      "tool input that is not an object",
      [go, assistant({ ...use("a"), input: "{" }), user(result("a"))],
    ],
    ["no message at all", []],
  ])("%s", (_name, messages) => expect(check(messages)).not.toBeNull());

  test("changed thinking", () => {
    const thinking = { type: "thinking", thinking: "hm", signature: signThinking("hm") };
    expect(check([go, assistant(thinking, text("x")), go])).toBeNull();
    expect(check([go, assistant({ ...thinking, thinking: "h" }, text("x")), go])).toMatch(
      /signature/,
    );
  });

  test("temperature, a missing max_tokens, five cache points, two tools of one name", () => {
    expect(check([go], { temperature: 1 })).toMatch(/temperature/);
    expect(validateRequest({ model: "m", messages: [go] }, { resuming: false })).toMatch(/max_tok/);
    const point = { ...text("s"), cache_control: { type: "ephemeral" } };
    expect(check([go], { system: [point, point, point, point, point] })).toMatch(/cache_control/);
    const tool = { name: "Read", input_schema: { type: "object" } };
    expect(check([go], { tools: [tool, tool] })).toMatch(/unique/);
  });
});
