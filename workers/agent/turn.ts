/**
 * The agent loop: messages in, events out. It returns when the turn is over or a call must wait for
 * a person; `advance` turns the events into the state to go on from, so a host that stores each
 * event before it asks for the next can stop and continue anywhere.
 *
 * Decisions: text cut at max_tokens ends the turn (the person decides whether to go on), a cut tool
 * call is answered with an error and the turn goes on; an empty answer is asked once more with a
 * nudge; a message's calls run whatever its stop reason says, unless it was refused, did not fit
 * or ended for a reason not known here.
 */
import { repairHistory } from "./history.ts";
import { ModelError, type MessageParam, type Model, type ModelRequest } from "./model.ts";
import type { Decision } from "./permissions.ts";
import { repeatsOfLastCall } from "./repeat.ts";
import { closeCalls, runCalls } from "./run-calls.ts";
import { streamMessage, type Streamed } from "./stream-message.ts";
import { advance, type EndDetails, type EndReason, settle } from "./turn-state.ts";
import type { OpenCall, TurnEvent, TurnState } from "./turn-state.ts";
import type { ToolCall, ToolEffect, ToolOutcome } from "./tool.ts";

export interface TurnLimits {
  /** Model calls a turn. */
  readonly max_calls: number;
  /** The same call this often in a row: the model is told. */
  readonly repeat_note: number;
  /** … and this often: the turn ends. */
  readonly repeat_stop: number;
  /** Answers in a row that pause without a call of ours in between. */
  readonly max_pauses: number;
}

export const defaultLimits: TurnLimits = {
  max_calls: 200,
  repeat_note: 3,
  repeat_stop: 5,
  max_pauses: 10,
};

export interface TurnDeps {
  readonly model: Model;
  readonly request: (messages: readonly MessageParam[]) => ModelRequest;
  readonly decide: (call: ToolCall) => Decision | Promise<Decision>;
  readonly execute: (call: ToolCall, signal: AbortSignal) => Promise<ToolOutcome>;
  /** Null: there is no such tool. */
  readonly effect: (name: string) => ToolEffect | null;
  /** What the model reads about an expected failure of `execute`; null: a bug, thrown on to the host. */
  readonly explain: (error: unknown) => string | null;
  /** Asked before every model call but the first of a run: true ends with `context_full`, so that the host compacts. */
  readonly isFull?: () => boolean;
  readonly limits: TurnLimits;
}

const end = (reason: EndReason, details: EndDetails = {}): TurnEvent => ({
  type: "end",
  reason,
  details,
});

/** More bytes than the API takes, or more tokens than the model does (a 400 told apart by its words). */
const isTooLong = (error: ModelError): boolean =>
  error.status === 413 ||
  error.kind === "request_too_large" ||
  (error.status === 400 && /\bprompt is too long\b/i.test(error.message));

export const detailsOf = ({ code, request_id, status, kind }: ModelError): EndDetails => ({
  code,
  request_id,
  status,
  kind,
});

const failure = (error: ModelError): TurnEvent =>
  isTooLong(error)
    ? end("context_full", { request_id: error.request_id, kind: error.kind })
    : end("error", detailsOf(error));

const nudgeText = "Your last answer was empty. Please go on, or say what is missing.";

const nudge = (messages: readonly MessageParam[]): MessageParam[] =>
  repairHistory([...messages, { role: "user", content: [{ type: "text", text: nudgeText }] }]);

/** What follows a finished message whose calls, if any, are still open. */
const afterMessage = (
  stopReason: string,
  open: readonly OpenCall[],
): EndReason | "calls" | "again" => {
  switch (stopReason) {
    case "stopped":
      return "stopped";
    case "model_context_window_exceeded":
      return "context_full";
    case "pause_turn":
      return open.length > 0 ? "calls" : "again";
    case "end_turn":
    case "tool_use":
      return open.length > 0 ? "calls" : "end_turn";
    case "max_tokens":
    case "stop_sequence":
      return open.length > 0 ? "calls" : stopReason;
    default:
      return "unknown";
  }
};

/** Ends a turn that must not go on: its open calls are answered first, so that the history stays valid. */
async function* endWith(
  state: TurnState,
  event: TurnEvent,
  why: string,
): AsyncGenerator<TurnEvent> {
  yield* closeCalls(state.open, why, "not_run");
  yield event;
}

const notRun = "This call was not run: the answer it belongs to did not end as it should.";

export async function* runTurn(
  deps: TurnDeps,
  initial: TurnState,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, void> {
  let state = initial;
  let empty = 0;
  let pauses = 0;
  let first = true;

  while (true) {
    if (state.open.length > 0) {
      const repeats = repeatsOfLastCall(state.messages);
      if (repeats >= deps.limits.repeat_stop) {
        const tool = state.open.at(-1)?.name;
        yield* endWith(
          state,
          end("loop", tool ? { tool } : {}),
          `Not run: the same call ${repeats} times in a row.`,
        );
        return;
      }
      let waiting = false;
      for await (const event of runCalls(deps, state.open, repeats, signal)) {
        state = advance(state, event);
        waiting ||= event.type === "wait";
        yield event;
      }
      if (waiting) return;
      state = settle(state);
    }
    if (signal.aborted) return yield end("stopped");
    if (state.calls >= deps.limits.max_calls) return yield end("max_calls");
    if (!first && deps.isFull?.()) return yield end("context_full");
    first = false;

    const messages = repairHistory(state.messages);
    const request = deps.request(empty > 0 ? nudge(messages) : messages);
    yield { type: "model_start", call: state.calls + 1 };
    let streamed: Streamed | undefined;
    try {
      streamed = yield* streamMessage(deps.model, request, signal);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return yield failure(error);
    }
    if (streamed.type === "discard") {
      const { details, ...discard } = streamed;
      state = advance(state, discard);
      yield discard;
      if (streamed.why === "empty" && empty === 0) {
        empty += 1;
        continue;
      }
      return yield end(streamed.why, details);
    }
    empty = 0;
    state = advance(state, streamed);
    yield streamed;
    const next = afterMessage(streamed.stop_reason, state.open);
    pauses = next === "again" ? pauses + 1 : 0;
    if (pauses > deps.limits.max_pauses) return yield end("max_calls");
    if (next === "calls" || next === "again") continue;
    const details = next === "unknown" ? { kind: streamed.stop_reason } : {};
    yield* endWith(state, end(next, details), notRun);
    return;
  }
}
