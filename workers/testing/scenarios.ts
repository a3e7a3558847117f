/**
 * Scripts that need no set-up: a message with `[scenario:NAME]` or `[scenario:NAME:NUMBER:NUMBER]`
 * is answered by them. The step is the count of assistant messages since, so nothing is remembered.
 */
import { say, type Step } from "./script.ts";

type Scenario = (first: number, second: number) => Step[];

const scenarios: Readonly<Record<string, Scenario>> = {
  /** N deltas at R a second (0: as fast as possible), ten characters each. */
  deltas: (count, rate) => [
    {
      blocks: [{ text: "0123456789".repeat(count || 100) }],
      delta_chars: 10,
      ...(rate > 0 ? { deltas_per_second: rate } : {}),
    },
  ],
  /** N tool turns, each one Bash `true`, then an end. */
  tools: (count) => [
    ...Array.from({ length: count || 1 }, (): Step => ({
      blocks: [{ tool: "Bash", input: { command: "true" } }],
    })),
    say("Done."),
  ],
  refusal: () => [
    say("I cannot", {
      stop_reason: "refusal",
      stop_details: { type: "refusal", category: "cyber", explanation: "Not this." },
    }),
  ],
  context_full: () => [
    say("The window is", { stop_reason: "model_context_window_exceeded" }),
    say("There is room again."),
  ],
  max_tokens: () => [say("This was cut", { stop_reason: "max_tokens" }), say(" and continued.")],
  pause: () => [say("One moment.", { stop_reason: "pause_turn" }), say("Here I am again.")],
  stop_sequence: () => [say("Halt", { stop_reason: "stop_sequence", stop_sequence: "STOP" })],
  unknown_stop: () => [say("Hm.", { stop_reason: "a_reason_of_the_future" })],
  empty: () => [{ blocks: [] }, say("Sorry, I said nothing before.")],
  overloaded: () => [{ status: 529 }],
};

export function scenarioSteps(marker: string): Step[] | undefined {
  const [name = "", first, second] = marker.split(":");
  return scenarios[name]?.(Number(first ?? 0), Number(second ?? 0));
}
