import { describe, expect, test } from "vitest";
import type { ContentBlock } from "@anthropic-ai/sdk/resources/messages";
import { ModelError, type MessageParam } from "./model.ts";
import {
  call,
  collect,
  depsWith,
  ends,
  historyProblems,
  says,
  scripted,
  start,
  text,
} from "./testing/script.ts";
import { repeatsOfLastCall } from "./repeat.ts";
import { runTurn } from "./turn.ts";
import { advance, settle, type TurnEvent, type TurnState } from "./turn-state.ts";

const run = async (
  deps: ReturnType<typeof depsWith>,
  state: TurnState = start("hello"),
  signal = new AbortController().signal,
) => collect(runTurn(deps, state, signal), state);

const outcomes = (events: readonly TurnEvent[]) =>
  events.flatMap((event) =>
    event.type === "tool" && event.phase === "done"
      ? [[event.id, event.how, event.outcome.is_error]]
      : [],
  );
const last = (messages: readonly MessageParam[]) => messages.at(-1)!;

describe("stop reasons", () => {
  test("end_turn ends the turn with the answer in the history", async () => {
    const { events, state } = await run(depsWith(scripted(says("hi"))));
    expect(events.at(-1)).toEqual({ type: "end", reason: "end_turn", details: {} });
    expect(last(state.messages)).toEqual({ role: "assistant", content: [text("hi")].map(plain) });
  });

  test("tool_use runs the call and asks again with its result", async () => {
    const model = scripted(ends("tool_use", call("a", "Read", { path: "x" })), says("done"));
    const { events } = await run(depsWith(model));
    expect(outcomes(events)).toEqual([["a", "ran", false]]);
    expect(last(model.requests[1]!.messages)).toEqual({
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "a", content: "Read ok" }],
    });
    expect(ended(events)).toBe("end_turn");
  });

  test("tool_use without a tool_use block ends as an ordinary answer", async () => {
    const { events } = await run(depsWith(scripted(ends("tool_use", text("hm")))));
    expect(ended(events)).toBe("end_turn");
  });

  test("calls under end_turn are run all the same", async () => {
    const model = scripted(ends("end_turn", call("a", "Read")), says("done"));
    expect(outcomes((await run(depsWith(model))).events)).toEqual([["a", "ran", false]]);
  });

  test("text cut at max_tokens stays and ends the turn, shown as cut", async () => {
    const { events, state } = await run(depsWith(scripted(ends("max_tokens", text("half a")))));
    expect(ended(events)).toBe("max_tokens");
    expect(last(state.messages).role).toBe("assistant");
  });

  test("a call cut at max_tokens is not run, even where its input is whole JSON; earlier calls are", async () => {
    const deps = depsWith(
      scripted(
        ends("max_tokens", call("a", "Read"), call("b", "Write", { path: "x" })),
        says("ok"),
      ),
    );
    const { events } = await run(deps);
    expect(outcomes(events)).toEqual([
      ["b", "unusable", true],
      ["a", "ran", false],
    ]);
    expect(deps.ran).toEqual(["a"]);
    expect(ended(events)).toBe("end_turn");
  });

  test("nothing but thinking before max_tokens ends as max_tokens and leaves no trace in the history", async () => {
    const { events, state } = await run(depsWith(scripted(ends("max_tokens"))));
    expect(ended(events)).toBe("max_tokens");
    expect(state.messages).toHaveLength(1);
  });

  test("stop_sequence is an end of its own", async () =>
    expect(ended((await run(depsWith(scripted(ends("stop_sequence", text("x")))))).events)).toBe(
      "stop_sequence",
    ));

  test("pause_turn sends the content back and goes on in the same message", async () => {
    const model = scripted(ends("pause_turn", text("one")), says("two"));
    const { events, state } = await run(depsWith(model));
    expect(last(model.requests[1]!.messages)).toMatchObject({
      role: "assistant",
      content: [{ text: "one" }],
    });
    expect(last(state.messages).content).toMatchObject([{ text: "one" }, { text: "two" }]);
    expect(ended(events)).toBe("end_turn");
  });

  test("a refusal keeps category and explanation and none of its content", async () => {
    const model = scripted({
      ...ends("refusal", text("partial"), call("a", "Write")),
      stop_details: { category: "cyber", explanation: "no" },
    });
    const deps = depsWith(model);
    const { events, state } = await run(deps);
    expect(events.find((event) => event.type === "discard")).toMatchObject({
      why: "refusal",
      spent: { usage: { output_tokens: 1 } },
    });
    expect(events.at(-1)).toMatchObject({
      reason: "refusal",
      details: { kind: "cyber", explanation: "no" },
    });
    expect(state.messages).toHaveLength(1);
    expect(deps.ran).toEqual([]);
  });

  test("a full context ends with its calls answered, not run", async () => {
    const deps = depsWith(scripted(ends("model_context_window_exceeded", call("a", "Read"))));
    const { events } = await run(deps);
    expect(outcomes(events)).toEqual([["a", "not_run", true]]);
    expect(ended(events)).toBe("context_full");
  });

  test.each([
    [413, null],
    [null, "request_too_large"],
  ])("a request too large for the API (%s %s) counts as a full context", async (status, kind) => {
    const model = scripted(new ModelError("CLAUDE_002", "too large", "req", status, kind));
    expect(ended((await run(depsWith(model))).events)).toBe("context_full");
  });

  test("the host may say that the context is full between two calls", async () => {
    const deps = { ...depsWith(scripted(ends("tool_use", call("a", "Read")))), isFull: () => true };
    const { events } = await run(deps);
    expect(outcomes(events)).toHaveLength(1);
    expect(ended(events)).toBe("context_full");
  });

  test("an unknown stop reason is an end that names it, its calls are not run", async () => {
    const deps = depsWith(scripted(ends("sunspots", text("x"), call("a", "Write"))));
    const { events } = await run(deps);
    expect(events.at(-1)).toMatchObject({ reason: "unknown", details: { kind: "sunspots" } });
    expect(deps.ran).toEqual([]);
    expect(outcomes(events)).toEqual([["a", "not_run", true]]);
  });

  test("an empty answer is asked once more, with a nudge that is not kept", async () => {
    const model = scripted(ends("end_turn"), says("here"));
    const { events, state } = await run(depsWith(model));
    expect(JSON.stringify(last(model.requests[1]!.messages))).toContain("empty");
    expect(JSON.stringify(state.messages)).not.toContain("empty");
    expect(ended(events)).toBe("end_turn");
  });

  test("two empty answers end the turn, and say so", async () =>
    expect(
      ended((await run(depsWith(scripted(ends("end_turn"), ends("tool_use", text(" ")))))).events),
    ).toBe("empty"));
});

describe("several calls in one message", () => {
  test("reads run side by side, writes alone and in order, results stand in the order of the calls", async () => {
    const log: string[] = [];
    const model = scripted(
      ends(
        "tool_use",
        call("r1", "Read"),
        call("r2", "Read"),
        call("w1", "Write"),
        call("w2", "Write"),
        call("r3", "Read"),
      ),
      says("ok"),
    );
    const deps = depsWith(model, {
      execute: async ({ id }) => {
        log.push(`+${id}`);
        await new Promise((done) => setTimeout(done, id === "r1" ? 5 : 1));
        log.push(`-${id}`);
        return { result: id, is_error: false, display: null };
      },
    });
    await run(deps);
    expect(log).toEqual(["+r1", "+r2", "-r2", "-r1", "+w1", "-w1", "+w2", "-w2", "+r3", "-r3"]);
    const results = last(model.requests[1]!.messages).content as { tool_use_id: string }[];
    expect(results.map((result) => result.tool_use_id)).toEqual(["r1", "r2", "w1", "w2", "r3"]);
  });

  test("unknown tools and unreadable input are told to the model", async () => {
    const model = scripted(
      ends("tool_use", call("a", "Fly"), call("b", "Read", '{"path": "x')),
      says("ok"),
    );
    const deps = depsWith(model);
    const { events, state } = await run(deps);
    expect(outcomes(events)).toEqual([
      ["a", "unusable", true],
      ["b", "unusable", true],
    ]);
    expect(JSON.stringify(state.messages)).toContain("no tool named Fly");
    expect(historyProblems(state.messages)).toEqual([]);
  });

  test("an expected failure becomes a result; a bug is thrown once the history is whole", async () => {
    const expected = depsWith(scripted(ends("tool_use", call("a", "Write")), says("ok")), {
      execute: () => Promise.reject(new RangeError("no such file")),
    });
    expect(outcomes((await run(expected)).events)).toEqual([["a", "ran", true]]);

    const bug = depsWith(scripted(ends("tool_use", call("a", "Write"), call("b", "Write"))), {
      execute: () => Promise.reject(new Error("bug")),
    });
    const seen: TurnEvent[] = [];
    let state = start("x");
    await expect(async () => {
      for await (const event of runTurn(bug, state, new AbortController().signal)) {
        seen.push(event);
        state = advance(state, event);
      }
    }).rejects.toThrow("bug");
    expect(outcomes(seen)).toEqual([
      ["a", "ran", true],
      ["b", "not_run", true],
    ]);
    expect(historyProblems(settle(state).messages)).toEqual([]);
  });
});

describe("waiting for a person", () => {
  const asking = (...ids: string[]) => ({
    decide: ({ id }: { id: string }) =>
      ids.includes(id)
        ? ({ verdict: "ask", kind: "permission", why: { ja: "", en: "" }, rule: null } as const)
        : ({ verdict: "allow" } as const),
  });

  test("all asks are announced at once, reads may run, no change behind the first ask", async () => {
    const deps = depsWith(
      scripted(
        ends(
          "tool_use",
          call("r", "Read"),
          call("w1", "Write"),
          call("w2", "Write"),
          call("w3", "Write"),
          call("r2", "Read"),
        ),
      ),
      asking("w2", "w3"),
    );
    const { events } = await run(deps);
    expect(deps.ran).toEqual(["r", "w1"]);
    expect(events.at(-1)).toMatchObject({ type: "wait", calls: [{ id: "w2" }, { id: "w3" }] });
  });

  test("behind a waiting read other reads run, changes do not", async () => {
    const deps = depsWith(
      scripted(ends("tool_use", call("r1", "Read"), call("r2", "Read"), call("w", "Write"))),
      asking("r1"),
    );
    await run(deps);
    expect(deps.ran).toEqual(["r2"]);
  });

  test("with the answers recorded the turn goes on and every call is answered once", async () => {
    const model = scripted(ends("tool_use", call("a", "Write"), call("b", "Write")), says("ok"));
    const deps = depsWith(model, asking("a", "b"));
    const first = await run(deps);
    const answered: TurnState = {
      ...first.state,
      open: first.state.open.map((open) =>
        Object.assign({}, open, {
          verdict: open.id === "a" ? "allowed" : { denied: "not now" },
        }),
      ),
    };
    const second = await run(deps, answered);
    expect(outcomes(second.events)).toEqual([
      ["b", "denied", true],
      ["a", "ran", false],
    ]);
    expect(historyProblems(second.state.messages)).toEqual([]);
    expect(ended(second.events)).toBe("end_turn");
  });

  test("a denied call is answered with the reason", async () => {
    const model = scripted(ends("tool_use", call("a", "Write")), says("ok"));
    await run(depsWith(model, { decide: () => ({ verdict: "deny", message: "plan mode" }) }));
    expect(last(model.requests[1]!.messages).content).toEqual([
      { type: "tool_result", tool_use_id: "a", content: "plan mode", is_error: true },
    ]);
  });
});

describe("limits", () => {
  const same = (id: string) => ends("tool_use", call(id, "Read", { b: 1, a: 2 }));

  test("the third identical call in a row carries a note, the fifth ends the turn", async () => {
    const model = scripted(same("1"), same("2"), same("3"), same("4"), same("5"), says("never"));
    const deps = depsWith(model);
    const { events, state } = await run(deps);
    const notes = events.flatMap((event) =>
      event.type === "tool" && event.phase === "done" && event.outcome.result.includes("in a row")
        ? [event.id]
        : [],
    );
    expect(notes).toEqual(["3", "4", "5"]);
    expect(deps.ran).toEqual(["1", "2", "3", "4"]);
    expect(events.at(-1)).toMatchObject({ reason: "loop", details: { tool: "Read" } });
    expect(historyProblems(settle(state).messages)).toEqual([]);
  });

  test("a call's keys may come in any order; a person's message starts the count again", () => {
    const use = (id: string, input: unknown): MessageParam => ({
      role: "assistant",
      content: [{ type: "tool_use", id, name: "Read", input }],
    });
    const answered = (id: string): MessageParam => ({
      role: "user",
      content: [{ type: "tool_result", tool_use_id: id, content: "" }],
    });
    const twice = [use("1", { a: 1, b: 2 }), answered("1"), use("2", { b: 2, a: 1 })];
    expect(repeatsOfLastCall(twice)).toBe(2);
    const person: MessageParam = { role: "user", content: "again" };
    expect(repeatsOfLastCall([use("0", { a: 1, b: 2 }), person, ...twice])).toBe(2);
  });

  test("a different call in between starts the count again", async () => {
    const other = ends("tool_use", call("x", "Read", { a: 9 }));
    const model = scripted(same("1"), same("2"), other, same("3"), same("4"), says("ok"));
    expect(ended((await run(depsWith(model))).events)).toBe("end_turn");
  });

  test("a turn makes at most max_calls model calls, counted across waits", async () => {
    const deps = depsWith(scripted(says("never")));
    const { events } = await run(deps, { ...start("x"), calls: 200 });
    expect(ended(events)).toBe("max_calls");
  });
});

describe("stopping and failing", () => {
  test("text that had arrived when the person stopped stays in the history", async () => {
    const stop = new AbortController();
    const model = scripted(says("hello world"));
    model.beforeEnd = () => stop.abort();
    const { events, state } = await run(depsWith(model), start("x"), stop.signal);
    expect(events.at(-2)).toMatchObject({ type: "message", stop_reason: "stopped" });
    expect(ended(events)).toBe("stopped");
    expect(last(state.messages).content).toMatchObject([{ text: "hello world" }]);
  });

  test("stopping while a call runs closes it and all behind it", async () => {
    const stop = new AbortController();
    const deps = depsWith(scripted(ends("tool_use", call("a", "Write"), call("b", "Write"))), {
      execute: () => {
        stop.abort();
        return Promise.reject(new DOMException("aborted", "AbortError"));
      },
    });
    const { events, state } = await run(deps, start("x"), stop.signal);
    expect(outcomes(events)).toEqual([
      ["a", "stopped", true],
      ["b", "stopped", true],
    ]);
    expect(ended(events)).toBe("stopped");
    expect(deps.ran).toEqual(["a"]);
    expect(historyProblems(settle(state).messages)).toEqual([]);
  });

  test("stopping a turn that waits closes its calls without asking again", async () => {
    const deps = depsWith(scripted(ends("tool_use", call("a", "Write"))), {
      decide: () => ({ verdict: "ask", kind: "permission", why: { ja: "", en: "" }, rule: null }),
    });
    const { state } = await run(deps);
    const { events } = await run(deps, state, AbortSignal.abort());
    expect(outcomes(events)).toEqual([["a", "stopped", true]]);
    expect(ended(events)).toBe("stopped");
  });

  test("a model error ends with its code and request id; what had streamed is discarded", async () => {
    const model = scripted(new ModelError("CLAUDE_001", "slow", "req_1", null, null));
    const { events, state } = await run(depsWith(model));
    expect(events.at(-1)).toMatchObject({
      reason: "error",
      details: { code: "CLAUDE_001", request_id: "req_1" },
    });
    expect(events.at(-2)).toMatchObject({ type: "discard", why: "error" });
    expect(state.messages).toHaveLength(1);
  });

  test("an error that is not the model's is thrown on", async () => {
    await expect(run(depsWith(scripted(new Error("bug"))))).rejects.toThrow("bug");
  });
});

function ended(events: readonly TurnEvent[]): string {
  const event = events.at(-1);
  return event?.type === "end" ? event.reason : `${event?.type}`;
}

function plain(block: ContentBlock): unknown {
  return block.type === "text" ? { type: "text", text: block.text } : block;
}
