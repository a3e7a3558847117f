import { errorText } from "#contract/errors";
import type { ToolDisplay } from "#contract/chat";
import type { ToolOutcome } from "../agent/tool.ts";
import { AppError } from "../platform/errors.ts";

/** A tool says no, in words for the model. */
export class ToolRefusal extends Error {
  override readonly name = "ToolRefusal";
}

export const succeeded = (result: string, display: ToolDisplay | null = null): ToolOutcome => ({
  result,
  is_error: false,
  display,
});

export const failed = (result: string, display: ToolDisplay | null = null): ToolOutcome => ({
  result,
  is_error: true,
  display,
});

/** The sentence for a refusal of a tool or of the workspace; anything else is a bug and stays thrown. */
export function refusalText(error: unknown): string {
  if (error instanceof ToolRefusal) return error.message;
  if (error instanceof AppError) {
    const { message, cause } = errorText(error.code, "en");
    const path = error.details?.["path"];
    return `${message}${typeof path === "string" ? ` (${path})` : ""}. ${cause}. [${error.code}]`;
  }
  throw error;
}
