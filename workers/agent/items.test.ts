import type { ContentBlock } from "@anthropic-ai/sdk/resources/messages";
import { expect, test } from "vitest";
import type { AssistantItem, Item, NoticeItem, ToolItem, UserItem } from "#contract/chat";
import { toHistory } from "./items.ts";
import { call, historyProblems, text } from "./testing/script.ts";

/** A transcript in order, with the stored contents of its answers. */
const transcript = () => {
  const items: Item[] = [];
  const contents = new Map<string, ContentBlock[]>();
  let turn = 0;
  const base = (id: string) => ({
    id,
    position: items.length,
    seq: items.length,
    turn_id: `t${turn}`,
    at: 0,
  });
  const self = {
    user: (words: string) => {
      const author = { id: "u", name: "U" };
      turn += 1;
      items.push({
        ...base(`u${items.length}`),
        kind: "user",
        text: words,
        author,
        client_id: "c",
      } satisfies UserItem);
      return self;
    },
    assistant: (content: ContentBlock[], stop_reason: string | null = "end_turn") => {
      const id = `a${items.length}`;
      contents.set(id, content);
      const rest = { blocks: [], model: "m", demo: false, usage: null, cost_micro_usd: null };
      items.push({ ...base(id), kind: "assistant", stop_reason, ...rest } satisfies AssistantItem);
      return self;
    },
    tool: (id: string, state: ToolItem["state"], result: string | null, is_error = false) => {
      const rest = { assistant_id: "", name: "Read", input: {}, target: "", approval: null };
      items.push({
        ...base(id),
        kind: "tool",
        state,
        result,
        is_error,
        display: null,
        duration_ms: null,
        ...rest,
      });
      return self;
    },
    notice: (notice: NoticeItem["notice"]) => {
      const rest = { text: "said by Engawa", code: null, request_id: null };
      items.push({ ...base(`n${items.length}`), kind: "notice", notice, ...rest });
      return self;
    },
    history: (options?: Parameters<typeof toHistory>[2], order?: "backwards") =>
      toHistory(order ? items.toReversed() : items, (id) => contents.get(id) ?? [], options),
  };
  return self;
};

test("questions, answers and results become messages; notices do not", () => {
  const history = transcript()
    .user("hello")
    .assistant([text("hi"), call("1", "Read", { a: 1 })], "tool_use")
    .tool("1", "done", "content")
    .notice("cost")
    .assistant([text("done")])
    .history();
  expect(history).toEqual([
    { role: "user", content: [{ type: "text", text: "hello" }] },
    {
      role: "assistant",
      content: [
        { type: "text", text: "hi" },
        { type: "tool_use", id: "1", name: "Read", input: { a: 1 } },
      ],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "1", content: "content" }] },
    { role: "assistant", content: [{ type: "text", text: "done" }] },
  ]);
});

test("the order is the positions', whatever the order of the rows", () => {
  const mixed = transcript()
    .user("a")
    .assistant([text("b")])
    .user("c");
  expect(mixed.history({}, "backwards")).toEqual(mixed.history());
});

test("with calls still open the history ends with their message", () => {
  const history = transcript()
    .user("x")
    .assistant([call("1", "Read"), call("2", "Edit")], "tool_use")
    .tool("1", "done", "ok")
    .tool("2", "awaiting", null)
    .history();
  expect(history.at(-1)?.role).toBe("assistant");
});

test("an answer left half way by a crash and a new question still make a valid history", () => {
  const history = transcript()
    .user("x")
    .assistant([call("1", "Read")], "tool_use")
    .tool("1", "running", null)
    .user("y")
    .history();
  expect(historyProblems(history)).toEqual([]);
  expect(JSON.stringify(history.at(-1))).toContain("interrupted");
});

test("denied and failed calls carry their result as an error", () => {
  const history = transcript()
    .user("x")
    .assistant([call("1", "Edit")], "tool_use")
    .tool("1", "denied", "not today", true)
    .history();
  expect(history.at(-1)?.content).toEqual([
    { type: "tool_result", tool_use_id: "1", content: "not today", is_error: true },
  ]);
});

test("a message that still streams is not part of it", () =>
  expect(
    transcript()
      .user("x")
      .assistant([text("ha")], null)
      .history(),
  ).toHaveLength(1));

test("after a clear everything before is forgotten", () =>
  expect(
    JSON.stringify(
      transcript()
        .user("secret")
        .assistant([text("a")])
        .notice("cleared")
        .user("new")
        .history(),
    ),
  ).not.toContain("secret"));

test("after a compaction the opening stands for everything before", () => {
  const opening = [{ role: "user" as const, content: "summary" }];
  const cut = transcript().user("old").notice("compacted").user("new");
  expect(cut.history({ opening })).toEqual([
    {
      role: "user",
      content: [
        { type: "text", text: "summary" },
        { type: "text", text: "new" },
      ],
    },
  ]);
  const cleared = transcript().user("old").notice("cleared").user("new");
  expect(JSON.stringify(cleared.history({ opening }))).not.toContain("summary");
});

test("the model reads what a command stands for, and nothing of commands that are not for it", () => {
  const history = transcript()
    .user("/help")
    .user("/init")
    .history({ text: (item) => (item.text === "/help" ? null : "Study this project") });
  expect(history).toEqual([
    { role: "user", content: [{ type: "text", text: "Study this project" }] },
  ]);
});

test("a turn the model refused is read by it no more; what came before and after is", () => {
  const history = transcript()
    .user("harmless")
    .assistant([text("done")])
    .user("refused words")
    .assistant([text("let me see"), call("x", "Read")], "tool_use")
    .tool("x", "done", "of the refused turn")
    .notice("refused")
    .user("something else")
    .history();
  expect(historyProblems(history)).toEqual([]);
  const sent = JSON.stringify(history);
  expect(sent).toContain("harmless");
  expect(sent).toContain("something else");
  expect(sent).not.toMatch(/refused/);
});
