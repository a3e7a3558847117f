import { describe, expect, test } from "vitest";
import { ModelError } from "./model.ts";
import { ended, last, outcomes, run } from "./testing/run.ts";
import { call, depsWith, ends, says, scripted, text } from "./testing/script.ts";

describe("stop reasons", () => {
  test("end_turn ends the turn with the answer in the history", async () => {
    const { events, state } = await run(depsWith(scripted(says("hi"))));
    expect(events.at(-1)).toEqual({ type: "end", reason: "end_turn", details: {} });
    expect(last(state.messages)).toEqual({
      role: "assistant",
      content: [{ type: "text", text: "hi" }],
    });
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

  test("an answer that only pauses is not asked for without end", async () => {
    const model = scripted(...Array.from({ length: 30 }, () => ends("pause_turn", text("…"))));
    const { events } = await run(depsWith(model));
    expect(model.requests).toHaveLength(11);
    expect(ended(events)).toBe("max_calls");
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
    [413, null, "too large"],
    [null, "request_too_large", "too large"],
    [400, "invalid_request_error", "prompt is too long: 200001 tokens > 200000 maximum"],
  ])("a request too large for the API (%s %s %s) is a full context", async (status, kind, text) => {
    const model = scripted(new ModelError("CLAUDE_002", text, "req", status, kind));
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
