/** Whatever a model answers, whatever people decide and wherever the process dies: the history stays valid. */
import type { ContentBlock } from "@anthropic-ai/sdk/resources/messages";
import { expect, test } from "vitest";
import { recover, repairHistory } from "./history.ts";
import { ModelError, type Model } from "./model.ts";
import type { Decision } from "./permissions.ts";
import { call, depsWith, ends, historyProblems, start, text } from "./testing/script.ts";
import { runTurn, type TurnDeps } from "./turn.ts";
import { advance, type OpenCall, type TurnState } from "./turn-state.ts";

/** Mulberry32: the same seed, the same run. */
const randomFrom = (seed: number) => {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const stops = [
  "end_turn",
  "tool_use",
  "tool_use",
  "tool_use",
  "max_tokens",
  "stop_sequence",
  "pause_turn",
  "refusal",
  "model_context_window_exceeded",
  "sunspots",
];

const world = (seed: number) => {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  let id = 0;
  const block = (): ContentBlock =>
    pick<() => ContentBlock>([
      () => text(pick(["", "  ", "words", "more words"])),
      () => ({ type: "thinking", thinking: "hm", signature: pick(["", "sig"]) }),
      () =>
        call(`t${(id += 1)}`, pick(["Read", "Write", "Bash", "Fly"]), pick([{}, { a: 1 }, "{"])),
      () => call(`t${(id += random() < 0.9 ? 1 : 0)}`, "Write", { b: id }),
    ])();
  const answer = () =>
    ends(pick(stops), ...Array.from({ length: Math.floor(random() * 5) }, () => block()));
  const problems: string[] = [];
  const model: Model = {
    async *stream(request) {
      problems.push(...historyProblems(request.messages));
      yield { type: "start", model: "scripted" };
      if (random() < 0.03) throw new ModelError("CLAUDE_002", "down", null);
      yield answer();
    },
  };
  const decision = (): Decision =>
    pick<Decision>([
      { verdict: "allow" },
      { verdict: "deny", message: "no" },
      { verdict: "ask", kind: "permission", why: { ja: "", en: "" }, rule: null },
    ]);
  const deps: TurnDeps = {
    ...depsWith(model, {
      decide: decision,
      execute: () =>
        random() < 0.2
          ? Promise.reject(new RangeError("expected"))
          : Promise.resolve({ result: pick(["", "ok"]), is_error: false, display: null }),
    }),
    limits: { max_calls: 8, repeat_note: 3, repeat_stop: 5, max_pauses: 10 },
  };
  return { random, pick, deps, problems };
};

/** One process: it runs until the turn waits, ends, or dies after some event. */
const live = async (deps: TurnDeps, initial: TurnState, dieAfter: number, stopAfter: number) => {
  const stop = new AbortController();
  let state = initial;
  let count = 0;
  let over = false;
  for await (const event of runTurn(deps, state, stop.signal)) {
    state = advance(state, event);
    over = event.type === "end";
    count += 1;
    if (count === stopAfter) stop.abort();
    if (count === dieAfter) break;
  }
  return { state, over };
};

const playOut = async (seed: number): Promise<string[]> => {
  const { random, pick, deps, problems } = world(seed);
  let state = start("begin");
  for (let round = 0; round < 40; round += 1) {
    const dieAfter = random() < 0.3 ? 1 + Math.floor(random() * 12) : -1;
    const stopAfter = random() < 0.05 ? 1 + Math.floor(random() * 6) : -1;
    const run = await live(deps, state, dieAfter, stopAfter);
    state = run.state;
    if (run.over) break;
    const answered = (open: OpenCall): OpenCall =>
      open.verdict === "undecided" && random() < 0.7
        ? Object.assign({}, open, { verdict: pick(["allowed", { denied: "no" }] as const) })
        : open;
    state = { ...state, open: recover(state.open, deps.effect).map(answered) };
  }
  const after = repairHistory([...state.messages, { role: "user", content: "and then?" }]);
  return [...problems, ...historyProblems(after)];
};

test("500 random turns with crashes, stops and waits give only histories the API accepts", async () => {
  for (let seed = 1; seed <= 500; seed += 1)
    expect(await playOut(seed), `seed ${seed}`).toEqual([]);
});
