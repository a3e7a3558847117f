/** Tools that touch the session or a person, not the files; the chat session answers them. */
import * as v from "valibot";
import type { ToolEffect } from "../agent/tool.ts";

const Line = v.pipe(v.string(), v.minLength(1));

export const TodoWriteInput = v.object({
  todos: v.pipe(
    v.array(
      v.object({
        content: v.pipe(Line, v.description("What to do, e.g. Run the tests")),
        status: v.picklist(["pending", "in_progress", "completed"]),
        activeForm: v.pipe(
          Line,
          v.description("The same while it is being done, e.g. Running the tests"),
        ),
      }),
    ),
    v.maxLength(100),
  ),
});
export type TodoWriteInput = v.InferOutput<typeof TodoWriteInput>;

export const ExitPlanModeInput = v.object({
  plan: v.pipe(Line, v.description("The plan in Markdown, short and complete")),
});
export type ExitPlanModeInput = v.InferOutput<typeof ExitPlanModeInput>;

export const AskUserQuestionInput = v.object({
  questions: v.pipe(
    v.array(
      v.object({
        question: v.pipe(Line, v.description("The whole question, ending with a question mark")),
        header: v.pipe(Line, v.maxLength(12), v.description("A label of at most 12 characters")),
        multiSelect: v.optional(
          v.pipe(v.boolean(), v.description("Several options may be chosen")),
          false,
        ),
        options: v.pipe(
          v.array(
            v.object({
              label: v.pipe(Line, v.description("One to five words")),
              description: v.pipe(v.string(), v.description("What choosing it means")),
            }),
          ),
          v.minLength(2),
          v.maxLength(4),
        ),
      }),
    ),
    v.minLength(1),
    v.maxLength(4),
  ),
});
export type AskUserQuestionInput = v.InferOutput<typeof AskUserQuestionInput>;

export interface SessionTool<Input extends v.GenericSchema = v.GenericSchema> {
  readonly name: string;
  readonly description: string;
  readonly effect: ToolEffect;
  readonly input: Input;
  target(input: v.InferOutput<Input>): string;
}

const define = <Input extends v.GenericSchema>(tool: SessionTool<Input>): SessionTool<Input> =>
  tool;

export const sessionTools: readonly SessionTool[] = [
  define({
    name: "TodoWrite",
    description: `Keeps the list of what is to be done in this session, which the person sees.
- Use it for work of three steps or more; not for a single simple step.
- Each call gives the whole list. Have one item in_progress at a time, and mark items completed as soon as they are.`,
    effect: "session",
    input: TodoWriteInput,
    target: ({ todos }) =>
      todos.find((todo) => todo.status === "in_progress")?.activeForm ??
      `${todos.filter((todo) => todo.status === "completed").length}/${todos.length}`,
  }),
  define({
    name: "ExitPlanMode",
    description: `Shows your plan to the person and asks to leave plan mode. Use it in plan mode only, when the plan is ready to be carried out; the person may edit the plan, approve it or send it back. Ask open questions with AskUserQuestion first.`,
    effect: "ask",
    input: ExitPlanModeInput,
    target: ({ plan }) => plan,
  }),
  define({
    name: "AskUserQuestion",
    description: `Asks the person one to four questions with two to four options each, and waits. Use it where the answer changes what you do and cannot be found in the project. "Other" with free text is always offered; do not add it.`,
    effect: "ask",
    input: AskUserQuestionInput,
    target: ({ questions }) => questions[0]?.question ?? "",
  }),
];
