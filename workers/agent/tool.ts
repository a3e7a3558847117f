/** What a tool is to the agent: a name, a schema, an effect. Running it is the workspace's work. */
import type { ToolDisplay } from "#contract/chat";

/**
 * `read` only looks; `edit` changes named files; `shell` may do either, the command tells;
 * `session` touches the session alone (todos); `ask` waits for a person (plan, question).
 */
export type ToolEffect = "read" | "edit" | "shell" | "session" | "ask";

export interface ToolOutcome {
  /** What the model reads. */
  readonly result: string;
  readonly is_error: boolean;
  readonly display: ToolDisplay | null;
}

/** A tool_use block of the model. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What holds while a tool runs, whatever was approved: checked on resolved paths and expanded arguments. */
export interface ToolPolicy {
  /** No write reaches the workspace (plan mode, guests). */
  readonly read_only: boolean;
  /** Deny rules in the form `Tool` or `Tool(spec)`; they hold in every mode. */
  readonly deny: readonly string[];
}
