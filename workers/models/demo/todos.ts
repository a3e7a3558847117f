/** The list of what is to be done, sent along with the calls of each step. */
import type { Conversation } from "./conversation.ts";
import type { ToolRequest } from "./play.ts";

export interface Task {
  readonly content: string;
  readonly activeForm: string;
}

/** `at`: the task being done; all are done when it is past the end. Nothing where todos are not kept. */
export function todoCalls(c: Conversation, tasks: readonly Task[], at: number): ToolRequest[] {
  if (!c.can("TodoWrite")) return [];
  const todos = tasks.map((task, i) => ({
    ...task,
    status: i < at ? "completed" : i === at ? "in_progress" : "pending",
  }));
  return [{ name: "TodoWrite", input: { todos } }];
}
