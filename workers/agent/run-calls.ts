/**
 * The calls of one message. All are decided first. Then, in order: neighbouring reads run side by
 * side, everything else alone; behind a call that waits for a person nothing that changes anything
 * runs, and behind a waiting call that would change something nothing at all.
 */
import { isUsableInput } from "./content.ts";
import { repeatNote } from "./repeat.ts";
import type { Decision } from "./permissions.ts";
import type { ToolCall, ToolEffect, ToolOutcome } from "./tool.ts";
import type { OpenCall, TurnEvent } from "./turn-state.ts";

export interface CallDeps {
  readonly decide: (call: ToolCall) => Decision | Promise<Decision>;
  readonly execute: (call: ToolCall, signal: AbortSignal) => Promise<ToolOutcome>;
  readonly effect: (name: string) => ToolEffect | null;
  readonly explain: (error: unknown) => string | null;
  readonly limits: { readonly repeat_note: number };
}

type Done = Extract<TurnEvent, { type: "tool"; phase: "done" }>;
type Asking = Extract<Decision, { verdict: "ask" }>;

const close = (id: string, result: string, how: Done["how"]): Done => ({
  type: "tool",
  id,
  phase: "done",
  outcome: { result, is_error: true, display: null },
  how,
});

export function* closeCalls(
  open: readonly OpenCall[],
  why: string,
  how: Done["how"],
): Generator<Done> {
  for (const call of open) if (!call.outcome) yield close(call.id, why, how);
}

const stoppedResult = "Not run: the user stopped the turn before this call.";
const stoppedWhileRunning =
  "The user stopped the turn while this call was running. It may or may not have taken effect.";
const unusableResult =
  "The input of this call arrived cut off or is not a valid JSON object, so it was not run. Send the call again; split long content into several smaller calls.";
const bugResult = "The tool failed unexpectedly. It may or may not have taken effect.";

interface Plan {
  readonly run: OpenCall[];
  readonly asks: { id: string; ask: Asking }[];
}

/** Decides every undecided call, in order; denied and unusable ones are closed at once. */
async function* decideAll(
  deps: CallDeps,
  open: readonly OpenCall[],
): AsyncGenerator<TurnEvent, Plan, void> {
  const plan: Plan = { run: [], asks: [] };
  for (const call of open) {
    if (call.outcome) continue;
    if (typeof call.verdict === "object") {
      yield close(call.id, call.verdict.denied, "denied");
    } else if (deps.effect(call.name) === null) {
      yield close(
        call.id,
        `There is no tool named ${call.name}. Use one of the tools you were given.`,
        "unusable",
      );
    } else if (!isUsableInput(call.input)) {
      yield close(call.id, unusableResult, "unusable");
    } else if (call.verdict === "allowed") {
      plan.run.push(call);
    } else {
      const decision = await deps.decide(call);
      if (decision.verdict === "ask") {
        plan.run.push(call);
        plan.asks.push({ id: call.id, ask: decision });
        continue;
      }
      const verdict = decision.verdict === "allow" ? "allowed" : { denied: decision.message };
      yield { type: "tool", id: call.id, phase: "decided", verdict };
      if (typeof verdict === "object") yield close(call.id, verdict.denied, "denied");
      else plan.run.push(call);
    }
  }
  return plan;
}

/** The calls that may run before the answers are there, in groups that run side by side. */
const groups = (plan: Plan, effect: CallDeps["effect"]): OpenCall[][] => {
  const asking = new Set(plan.asks.map(({ id }) => id));
  const result: OpenCall[][] = [];
  let reads: OpenCall[] | null = null;
  let waited = false;
  for (const call of plan.run) {
    const isRead = effect(call.name) === "read";
    if (asking.has(call.id)) {
      if (!isRead) break;
      waited = true;
    } else if (isRead) {
      if (!reads) result.push((reads = []));
      reads.push(call);
    } else if (waited) {
      break;
    } else {
      result.push([call]);
      reads = null;
    }
  }
  return result;
};

type Settled = { done: Done; bug?: unknown; isBug?: true };

const run = async (
  deps: CallDeps,
  call: OpenCall,
  note: string,
  signal: AbortSignal,
): Promise<Settled> => {
  try {
    const outcome = await deps.execute(call, signal);
    const noted = note === "" ? outcome : { ...outcome, result: outcome.result + note };
    return { done: { type: "tool", id: call.id, phase: "done", outcome: noted, how: "ran" } };
  } catch (error) {
    if (signal.aborted) return { done: close(call.id, stoppedWhileRunning, "stopped") };
    const text = deps.explain(error);
    if (text !== null) return { done: close(call.id, text, "ran") };
    return { done: close(call.id, bugResult, "ran"), bug: error, isBug: true };
  }
};

/** Runs the calls side by side; each is announced as it ends. Returns the first bug, when there was one. */
async function* runGroup(
  deps: CallDeps,
  group: readonly OpenCall[],
  noteOf: (call: OpenCall) => string,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Settled | null, void> {
  for (const call of group) yield { type: "tool", id: call.id, phase: "running" };
  const pending = new Map(
    group.map((call) => [call.id, run(deps, call, noteOf(call), signal)] as const),
  );
  let failed: Settled | null = null;
  while (pending.size > 0) {
    const settled = await Promise.race(pending.values());
    pending.delete(settled.done.id);
    if (settled.isBug) failed ??= settled;
    yield settled.done;
  }
  return failed;
}

export async function* runCalls(
  deps: CallDeps,
  open: readonly OpenCall[],
  repeats: number,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, void> {
  if (signal.aborted) return yield* closeCalls(open, stoppedResult, "stopped");
  const plan = yield* decideAll(deps, open);
  const last = open.at(-1);
  const noteOf = (call: OpenCall) =>
    call.id === last?.id && repeats >= deps.limits.repeat_note ? repeatNote(repeats) : "";
  const left = new Map(plan.run.map((call) => [call.id, call]));
  for (const group of groups(plan, deps.effect)) {
    if (signal.aborted) break;
    for (const call of group) left.delete(call.id);
    const failed = yield* runGroup(deps, group, noteOf, signal);
    if (failed) {
      yield* closeCalls(
        [...left.values()],
        "Not run: another call of this message failed.",
        "not_run",
      );
      throw failed.bug;
    }
  }
  if (signal.aborted) return yield* closeCalls([...left.values()], stoppedResult, "stopped");
  if (plan.asks.length > 0) yield { type: "wait", calls: plan.asks };
}
