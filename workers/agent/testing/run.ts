import type { MessageParam } from "../model.ts";
import { runTurn, type TurnDeps } from "../turn.ts";
import type { TurnEvent, TurnState } from "../turn-state.ts";
import { collect, start } from "./script.ts";

export const run = async (
  deps: TurnDeps,
  state: TurnState = start("hello"),
  signal = new AbortController().signal,
) => collect(runTurn(deps, state, signal), state);

/** Id, how it was closed, whether as an error; in the order of the events. */
export const outcomes = (events: readonly TurnEvent[]) =>
  events.flatMap((event) =>
    event.type === "tool" && event.phase === "done"
      ? [[event.id, event.how, event.outcome.is_error]]
      : [],
  );
export const last = (messages: readonly MessageParam[]): MessageParam => {
  const message = messages.at(-1);
  if (!message) throw new Error("there is no message");
  return message;
};

/** The reason of the end, or the type of the last event. */
export function ended(events: readonly TurnEvent[]): string {
  const event = events.at(-1);
  return event?.type === "end" ? event.reason : `${event?.type}`;
}
