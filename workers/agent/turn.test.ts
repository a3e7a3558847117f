import { describe, expect, test } from "vitest";
import { type MessageParam, ModelError } from "./model.ts";
import { repeatsOfLastCall } from "./repeat.ts";
import { ended, last, outcomes, run } from "./testing/run.ts";
import { call, depsWith, ends, historyProblems, says, scripted, start } from "./testing/script.ts";
import { runTurn } from "./turn.ts";
import { advance, settle, type TurnEvent, type TurnState } from "./turn-state.ts";

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
