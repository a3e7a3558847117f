import type { ContentBlock, ContentBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { describe, expect, test } from "vitest";
import { toContentParam } from "./content.ts";
import { interruptedResult, recover, repairHistory } from "./history.ts";
import type { MessageParam } from "./model.ts";
import { call, historyProblems, text as textBlock } from "./testing/script.ts";
import type { OpenCall } from "./turn-state.ts";

const user = (...content: ContentBlockParam[]): MessageParam => ({ role: "user", content });
const assistant = (...content: ContentBlockParam[]): MessageParam => ({
  role: "assistant",
  content,
});
const text = (value: string): ContentBlockParam => ({ type: "text", text: value });
const use = (id: string): ContentBlockParam => ({ type: "tool_use", id, name: "Read", input: {} });
const result = (id: string): ContentBlockParam => ({
  type: "tool_result",
  tool_use_id: id,
  content: id,
});

describe("repairHistory", () => {
  test("a valid history comes back equal", () => {
    const valid = [
      user(text("a")),
      assistant(text("b"), use("1"), use("2")),
      user(result("1"), result("2"), text("c")),
      assistant(text("d")),
    ];
    expect(repairHistory(valid)).toEqual(valid);
  });

  test("a call without a result is answered as interrupted, also at the end", () => {
    const repaired = repairHistory([
      user(text("a")),
      assistant(use("1")),
      user(text("b")),
      assistant(use("2")),
    ]);
    expect(repaired[2]).toEqual(
      user(
        { type: "tool_result", tool_use_id: "1", content: interruptedResult, is_error: true },
        text("b"),
      ),
    );
    expect(historyProblems(repaired)).toEqual([]);
  });

  test("results come first, in the order of the calls, each once; strays go", () => {
    expect(
      repairHistory([
        user(text("a")),
        assistant(use("1"), use("2")),
        user(text("b"), result("2"), result("x"), result("1"), result("2")),
      ])[2],
    ).toEqual(user(result("1"), result("2"), text("b")));
  });

  test("neighbours of one role become one message, empty ones and a leading answer go", () => {
    expect(
      repairHistory([
        assistant(text("lost")),
        user(text("a")),
        user(text(" "), text("b")),
        assistant(text("")),
        user(text("c")),
      ]),
    ).toEqual([user(text("a"), text("b"), text("c"))]);
  });

  test("a message of nothing but stray results leaves no gap", () => {
    const repaired = repairHistory([
      user(text("a")),
      assistant(text("b")),
      user(result("x")),
      assistant(text("c")),
    ]);
    expect(repaired).toEqual([user(text("a")), assistant(text("b"), text("c"))]);
  });

  test("a call's id is used once in the whole history", () =>
    expect(
      historyProblems(
        repairHistory([
          user(text("a")),
          assistant(use("1")),
          user(result("1")),
          assistant(use("1"), text("b")),
          user(text("c")),
        ]),
      ),
    ).toEqual([]));
});

describe("toContentParam", () => {
  test("thinking goes back only whole and before something; blank text and cut input never", () => {
    const thinking = (signature: string): ContentBlock => ({
      type: "thinking",
      thinking: "hm",
      signature,
    });
    expect(
      toContentParam([
        thinking("sig"),
        thinking(""),
        textBlock("a"),
        textBlock(" "),
        call("1", "Read", '{"cut'),
        call("1", "Read", {}),
        thinking("sig"),
      ]),
    ).toEqual([
      thinking("sig"),
      { type: "text", text: "a" },
      { type: "tool_use", id: "1", name: "Read", input: { unreadable_input: '{"cut' } },
    ]);
  });
});

describe("recover", () => {
  const open = (name: string, part: Partial<OpenCall>): OpenCall => ({
    id: name,
    name,
    input: {},
    verdict: "allowed",
    started: false,
    outcome: null,
    ...part,
  });
  const effect = (name: string) => (name === "Read" ? "read" : name === "Ask" ? "ask" : "edit");

  test("a read that was running runs again, an edit is closed as interrupted", () => {
    const [read, edit] = recover(
      [open("Read", { started: true }), open("Edit", { started: true })],
      effect,
    );
    expect(read).toMatchObject({ started: false, outcome: null });
    expect(edit?.outcome).toEqual({ result: interruptedResult, is_error: true });
  });

  test("what had not begun, and what was done, stays as it is", () => {
    const calls = [
      open("Edit", {}),
      open("Edit", { started: true, outcome: { result: "ok", is_error: false } }),
    ];
    expect(recover(calls, effect)).toEqual(calls);
  });
});
