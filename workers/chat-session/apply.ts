/** What each event of a turn changes in what is stored and shown. */
import type { Approval, AssistantItem, ToolItem, Usage } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import type { TurnEvent } from "../agent/turn-state.ts";
import { toolEffect, toolTarget } from "../tools/definitions.ts";
import { costMicroUsd } from "../usage/price.ts";
import { askedApproval } from "./approval.ts";
import { commit, setRun, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { changeOpenCall, openCalls, replaceOpenCalls } from "./open-calls.ts";
import { addToOutbox } from "./outbox.ts";
import { broadcast } from "./sockets.ts";
import { addDelta, beginBlock, beginMessage, discardMessage, takeMessage } from "./streaming.ts";
import type { Surroundings } from "./surroundings.ts";
import { getTool, nextPosition, nextSeq, putItem, putModelSide } from "./transcript.ts";

type Of<T extends TurnEvent["type"]> = Extract<TurnEvent, { type: T }>;

interface Spent {
  readonly usage: Usage;
  readonly model: string;
  /** From asking to the end of the answer. */
  readonly duration_ms?: number;
  /** See `Measured`: the context stays what it was. */
  readonly guessed?: true;
}

/**
 * Puts a model call on the bill, and what it told about the context on the meter. Call inside `commit`.
 * `id`: of the message it became, so that the two stay known for one.
 */
export function charge(
  core: Core,
  around: Surroundings,
  spent: Spent,
  id: string = crypto.randomUUID(),
): { frame: ServerFrame; cost: number } {
  const { micro_usd: cost } = costMicroUsd(spent.usage, around.prices, spent.model, Date.now());
  const { usage } = spent;
  const used =
    usage.input_tokens +
    usage.cache_read_tokens +
    usage.cache_write_5m_tokens +
    usage.cache_write_1h_tokens +
    usage.output_tokens;
  const context = spent.guessed
    ? readMeta(core.sql, "context")
    : { used_tokens: used, max_tokens: around.info.max_input_tokens };
  const total = readMeta(core.sql, "cost_micro_usd") + cost;
  writeMeta(core.sql, "cost_micro_usd", total);
  writeMeta(core.sql, "context", context);
  addToOutbox(core, id, { ...spent, cost_micro_usd: cost });
  const seq = nextSeq(core.sql);
  return { frame: { type: "meter", seq, context, cost_micro_usd: total }, cost };
}

function storeMessage(core: Core, around: Surroundings, event: Of<"message">): void {
  const streaming = takeMessage(core);
  if (!streaming) return;
  commit(core, () => {
    const { usage, model } = event;
    const spent = { usage, model, duration_ms: Math.max(0, Date.now() - streaming.item.at) };
    const { frame, cost } = charge(core, around, spent, streaming.item.id);
    const assistant: AssistantItem = putItem(core.sql, {
      ...streaming.item,
      stop_reason: event.stop_reason,
      usage: event.usage,
      cost_micro_usd: cost,
    });
    putModelSide(core.sql, assistant.id, event.content);
    writeMeta(core.sql, "calls", readMeta(core.sql, "calls") + 1);
    const calls = openCallsOf(event);
    replaceOpenCalls(core.sql, calls);
    const tools = calls.map((call): ServerFrame => {
      const item = putItem<ToolItem>(core.sql, {
        kind: "tool",
        id: call.id,
        position: nextPosition(core.sql),
        seq: 0,
        turn_id: assistant.turn_id,
        at: Date.now(),
        assistant_id: assistant.id,
        name: call.name,
        input: call.input,
        state: "pending",
        target: toolTarget(call.name, call.input),
        approval: null,
        result: null,
        is_error: false,
        display: null,
        duration_ms: null,
      });
      return { type: "item", seq: item.seq, item };
    });
    const run = calls.length > 0 ? [setRun(core, "executing_tools")] : [];
    return [{ type: "item", seq: assistant.seq, item: assistant }, ...tools, frame, ...run];
  });
}

function openCallsOf(event: Of<"message">) {
  const seen = new Set<string>();
  return event.content.flatMap((block) => {
    if (block.type !== "tool_use" || seen.has(block.id)) return [];
    seen.add(block.id);
    const { id, name, input } = block;
    return [{ id, name, input, verdict: "undecided" as const, started: false, outcome: null }];
  });
}

/** Call inside `commit`. */
export function changeTool(core: Core, id: string, part: Partial<ToolItem>): ServerFrame[] {
  const before = getTool(core.sql, id);
  if (!before) return [];
  const item = putItem<ToolItem>(core.sql, { ...before, ...part });
  return [{ type: "item", seq: item.seq, item }];
}

const stateAfter: Record<Extract<Of<"tool">, { phase: "done" }>["how"], ToolItem["state"]> = {
  ran: "done",
  denied: "denied",
  unusable: "failed",
  stopped: "interrupted",
  not_run: "interrupted",
};

/**
 * A decision is not stored: it would be taken again the same way. That a call began is stored only
 * where it matters after a crash, for calls that may have changed something.
 */
function applyTool(core: Core, event: Of<"tool">): void {
  if (event.phase === "decided") return;
  const before = getTool(core.sql, event.id);
  if (!before) return;
  if (event.phase === "running") {
    const item: ToolItem = { ...before, state: "running", approval: null, at: Date.now() };
    core.live.running.set(event.id, item.at);
    if (readMeta(core.sql, "run").state !== "executing_tools") {
      commit(core, () => [setRun(core, "executing_tools")]);
    }
    if (toolEffect(before.name) === "read") {
      return broadcast(core.ctx, { type: "item", seq: item.seq, item });
    }
    return commit(core, () => {
      changeOpenCall(core.sql, event.id, { started: true });
      return changeTool(core, event.id, item);
    });
  }
  const { result, is_error, display } = event.outcome;
  const began = core.live.running.get(event.id);
  core.live.running.delete(event.id);
  commit(core, () => {
    changeOpenCall(core.sql, event.id, { outcome: { result, is_error } });
    const state = event.how === "ran" && is_error ? "failed" : stateAfter[event.how];
    const duration_ms = began === undefined ? null : Math.max(0, Date.now() - began);
    return changeTool(core, event.id, {
      state,
      approval: null,
      result,
      is_error,
      display,
      duration_ms,
    });
  });
}

async function applyWait(core: Core, around: Surroundings, event: Of<"wait">): Promise<void> {
  const asked: [string, Approval][] = [];
  for (const { id, ask } of event.calls) {
    const call = openCalls(core.sql).find((open) => open.id === id);
    if (call) asked.push([id, await askedApproval(core, around, call, ask)]);
  }
  commit(core, () => [
    ...asked.flatMap(([id, approval]) => changeTool(core, id, { state: "awaiting", approval })),
    setRun(core, "awaiting_approval"),
  ]);
}

/** Everything but the end of a turn, which is the runner's. */
export async function applyEvent(
  core: Core,
  around: Surroundings,
  event: Exclude<TurnEvent, { type: "end" }>,
): Promise<void> {
  switch (event.type) {
    case "model_start":
      if (readMeta(core.sql, "run").state !== "streaming")
        commit(core, () => [setRun(core, "streaming")]);
      return beginMessage(core, around.info.id, around.info.demo);
    case "block_start":
      return beginBlock(core, event);
    case "delta":
      return addDelta(core, event);
    case "retry":
      return undefined;
    case "message":
      return storeMessage(core, around, event);
    case "discard": {
      discardMessage(core);
      const { spent } = event;
      return spent ? commit(core, () => [charge(core, around, spent).frame]) : undefined;
    }
    case "tool":
      return applyTool(core, event);
    case "wait":
      return applyWait(core, around, event);
    default:
      return event satisfies never;
  }
}
