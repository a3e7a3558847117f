import type * as v from "valibot";
import type { ToolEffect, ToolOutcome, ToolPolicy } from "../agent/tool.ts";
import type { ToolDisplay } from "#contract/chat";
import type { ReadLedger, ShellState, ToolFiles } from "./files.ts";

export interface ToolContext {
  readonly files: ToolFiles;
  readonly ledger: ReadLedger;
  readonly shell: ShellState;
  readonly policy: ToolPolicy;
  readonly signal: AbortSignal;
  /** Unix milliseconds. */
  now(): number;
}

/** A tool of the workspace. `description` is what the model reads; the JSON schema comes from `input`. */
export interface WorkspaceTool<Input extends v.GenericSchema = v.GenericSchema> {
  readonly name: string;
  readonly description: string;
  readonly effect: ToolEffect;
  readonly input: Input;
  /** One line for people: the path, the command, the pattern. */
  target(input: v.InferOutput<Input>): string;
  run(input: v.InferOutput<Input>, context: ToolContext): Promise<ToolOutcome>;
  /** What it would do, for the approval card: the diff of an edit. Throws nothing, changes nothing. */
  preview?(input: v.InferOutput<Input>, context: ToolContext): Promise<ToolDisplay | null>;
}
