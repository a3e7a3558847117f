/** What a tool is to the agent: a name, a schema, an effect. Running it is the workspace's work. */
import type { ToolDisplay } from "#contract/chat";

/**
 * `read` only looks; `edit` changes named files; `shell` may do either, the command tells;
 * `session` touches the session alone (todos); `ask` waits for a person (plan, question); `web`
 * reaches other services, and never without a person's word (U-103).
 */
export type ToolEffect = "read" | "edit" | "shell" | "session" | "ask" | "web";

/** What no work on a project needs, met while a command ran (U-102). */
export interface ShellAbuse {
  readonly kind: "mining" | "fork_bomb" | "system_files" | "destruction";
  /** The program or path that made it so, and no more of the command. */
  readonly what: string;
}

export interface ToolOutcome {
  /** What the model reads. */
  readonly result: string;
  readonly is_error: boolean;
  readonly display: ToolDisplay | null;
  readonly abuse?: readonly ShellAbuse[];
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
