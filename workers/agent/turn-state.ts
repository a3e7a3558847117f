/** The state of a turn and how its events change it: a host that stores the events can go on anywhere. */
import type { Usage } from "#contract/chat";
import type { ErrorCode } from "#contract/errors";
import { blocksOf, toContentParam, toolCallsOf, toolResult } from "./content.ts";
import type { ContentBlock, MessageParam, ModelEvent } from "./model.ts";
import type { Decision } from "./permissions.ts";
import type { ToolCall, ToolOutcome } from "./tool.ts";

export type Verdict = "undecided" | "allowed" | { readonly denied: string };

/** A tool_use of the last assistant message. */
export interface OpenCall extends ToolCall {
  readonly verdict: Verdict;
  /** A program gave the verdict, with a key. */
  readonly by_key?: boolean;
  /** True from the moment it was run; with no outcome after a crash nobody knows what it did. */
  readonly started: boolean;
  readonly outcome: { readonly result: string; readonly is_error: boolean } | null;
}

export interface TurnState {
  /** Up to and including the last assistant message, where calls are open; else the last user message. */
  readonly messages: readonly MessageParam[];
  /** In the order of the message. */
  readonly open: readonly OpenCall[];
  /** Model calls of this turn so far. */
  readonly calls: number;
}

export type EndReason =
  | "end_turn"
  | "stop_sequence"
  | "max_tokens"
  | "refusal"
  | "context_full"
  | "empty"
  | "loop"
  | "max_calls"
  | "stopped"
  | "error"
  | "unknown";

export interface EndDetails {
  /** `error`: a code of the registry. */
  readonly code?: ErrorCode;
  readonly request_id?: string | null;
  readonly status?: number | null;
  /** `error`: the API's name for the cause; `refusal`: the category; `unknown`: the stop reason. */
  readonly kind?: string | null;
  /** `refusal`: the explanation, where one was given; `error`: what a budget lacks. */
  readonly explanation?: string | null;
  /** `loop`: the tool that was called again and again. */
  readonly tool?: string;
}

interface Measured {
  readonly usage: Usage;
  readonly model: string;
  readonly request_id: string | null;
  /** The API had said nothing yet: it was reckoned, and tells nothing of the context. */
  readonly guessed?: true;
}

export type TurnEvent =
  /** A model call begins: the n-th of the turn. */
  | { readonly type: "model_start"; readonly call: number }
  | Extract<ModelEvent, { type: "block_start" | "delta" }>
  /** Waiting before the call is tried again; nothing was streamed. */
  | { readonly type: "retry"; readonly attempt: number; readonly delay_ms: number }
  /**
   * The finished message, part of the history from now on. `stop_reason` is the API's, or `stopped`:
   * the text that had arrived when a person stopped the run. Store `content` as it is.
   */
  | ({
      readonly type: "message";
      readonly content: readonly ContentBlock[];
      readonly stop_reason: string;
      readonly stop_details: { category: string | null; explanation: string | null } | null;
    } & Measured)
  /**
   * What streamed since `model_start` is not part of the history: refused, empty, cut or stopped
   * before any text. It was paid for all the same where `spent` says so.
   */
  | {
      readonly type: "discard";
      readonly why: "refusal" | "empty" | "max_tokens" | "context_full" | "error" | "stopped";
      readonly spent: Measured | null;
    }
  | {
      readonly type: "tool";
      readonly id: string;
      readonly phase: "decided";
      readonly verdict: Exclude<Verdict, "undecided">;
    }
  | { readonly type: "tool"; readonly id: string; readonly phase: "running" }
  | {
      readonly type: "tool";
      readonly id: string;
      readonly phase: "done";
      readonly outcome: ToolOutcome;
      /** How it ended: by running, or closed without. */
      readonly how: "ran" | "denied" | "unusable" | "stopped" | "not_run";
    }
  /** All calls of the message that need a person. The generator returns after it; run it again with the answers as verdicts. */
  | {
      readonly type: "wait";
      readonly calls: readonly { id: string; ask: Extract<Decision, { verdict: "ask" }> }[];
    }
  | { readonly type: "end"; readonly reason: EndReason; readonly details: EndDetails };

const openCalls = (content: readonly ContentBlock[]): OpenCall[] =>
  toolCallsOf(content).map(({ id, name, input }) => ({
    id,
    name,
    input,
    verdict: "undecided",
    started: false,
    outcome: null,
  }));

const appendAssistant = (
  messages: readonly MessageParam[],
  content: readonly ContentBlock[],
): MessageParam[] => {
  const last = messages.at(-1);
  const added = toContentParam(content);
  // After pause_turn the answer continues the same message.
  if (last?.role === "assistant")
    return [
      ...messages.slice(0, -1),
      { role: "assistant", content: [...blocksOf(last), ...added] },
    ];
  return [...messages, { role: "assistant", content: added }];
};

const change = (state: TurnState, id: string, part: Partial<OpenCall>): TurnState => ({
  ...state,
  open: state.open.map((call) => (call.id === id ? { ...call, ...part } : call)),
});

/** Once every open call has its outcome, they become one user message. */
export const settle = (state: TurnState): TurnState => {
  if (state.open.length === 0) return state;
  const content = state.open.map((call) => {
    if (!call.outcome) throw new Error(`call ${call.id} has no outcome`);
    return toolResult(call.id, call.outcome.result, call.outcome.is_error);
  });
  return { ...state, messages: [...state.messages, { role: "user", content }], open: [] };
};

/** The state after an event; events that only show something leave it as it is. An answered round is closed when the next call begins or the turn ends. */
export const advance = (state: TurnState, event: TurnEvent): TurnState => {
  switch (event.type) {
    case "message":
      return {
        messages: appendAssistant(state.messages, event.content),
        open: openCalls(event.content),
        calls: state.calls + 1,
      };
    case "discard":
      return { ...state, calls: state.calls + 1 };
    case "tool":
      if (event.phase === "decided") return change(state, event.id, { verdict: event.verdict });
      if (event.phase === "running") return change(state, event.id, { started: true });
      return change(state, event.id, {
        outcome: { result: event.outcome.result, is_error: event.outcome.is_error },
      });
    case "model_start":
    case "end":
      return settle(state);
    case "block_start":
    case "delta":
    case "retry":
    case "wait":
      return state;
    default:
      return event satisfies never;
  }
};
