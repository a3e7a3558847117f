import * as v from "valibot";
import { failed, refusalText } from "./outcome.ts";
import { oneLine } from "./text.ts";
import type { WorkspaceTool } from "./tool.ts";

/** What the model should correct, one line per field. */
function inputProblem(name: string, issues: readonly v.BaseIssue<unknown>[]): string {
  const lines = issues.map((issue) => `- ${v.getDotPath(issue) ?? "input"}: ${issue.message}`);
  return `The input of ${name} is not valid:\n${lines.join("\n")}`;
}

/**
 * A tool that never throws for what the model or the workspace did wrong: a malformed input, a
 * refusal and an AppError all come back as a result the model can act on.
 */
export function defineTool<Input extends v.GenericSchema>(
  tool: WorkspaceTool<Input>,
): WorkspaceTool<Input> {
  const { preview } = tool;
  return {
    ...tool,
    target: (input) => oneLine(tool.target(input)),
    async run(input, context) {
      const parsed = v.safeParse(tool.input, input);
      if (!parsed.success) return failed(inputProblem(tool.name, parsed.issues));
      try {
        return await tool.run(parsed.output, context);
      } catch (error) {
        return failed(refusalText(error));
      }
    },
    ...(preview && {
      async preview(input, context) {
        const parsed = v.safeParse(tool.input, input);
        if (!parsed.success) return null;
        try {
          return await preview(parsed.output, context);
        } catch {
          return null;
        }
      },
    }),
  };
}
