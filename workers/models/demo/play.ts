/**
 * A skill is a generator of steps. It is played from its beginning on every request, fed with the
 * results the messages hold, until it asks for something not yet answered: so the demo model keeps
 * no state, like any model, and goes on after anything.
 */
import type { Conversation, Result } from "./conversation.ts";

export interface ToolRequest {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

export interface Move {
  readonly thinking?: string;
  readonly text?: string;
  readonly calls: readonly ToolRequest[];
}

/** Steps that lead to a T. */
export type Steps<T> = Generator<Move, T, readonly Result[]>;
/** The last words to the person. */
export type Skill = Steps<string>;

export interface Reply {
  readonly thinking: string;
  readonly text: string;
  readonly calls: readonly ToolRequest[];
}

/** Ends the turn from anywhere in a skill with these words. */
export class Halt extends Error {
  override readonly name = "Halt";
  constructor(readonly words: string) {
    super(words);
  }
}

export function play(skill: Skill, conversation: Conversation): Reply {
  try {
    let step = skill.next();
    for (const batch of conversation.turn.batches) {
      if (step.done) break;
      step = skill.next(answersTo(step.value.calls, batch));
    }
    if (step.done) return { thinking: "", text: step.value, calls: [] };
    return { thinking: "", text: "", ...step.value };
  } catch (error) {
    if (error instanceof Halt) return { thinking: "", text: error.words, calls: [] };
    throw error;
  }
}

function answersTo(calls: readonly ToolRequest[], batch: readonly Result[]): Result[] {
  const left = [...batch];
  return calls.map((call) => {
    const at = left.findIndex((result) => result.name === call.name);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ?? { ...call, text: "(no result)", failed: true };
  });
}
