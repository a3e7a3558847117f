import * as v from "valibot";
import { decide, type CommandClass, type Decision } from "../agent/permissions.ts";
import type { ToolCall } from "../agent/tool.ts";
import { toolEffect } from "../tools/definitions.ts";
import { AskUserQuestionInput, ExitPlanModeInput } from "../tools/session-tools.ts";
import { toolPath } from "../tools/tool-path.ts";
import { setupOf, type Core } from "./core.ts";
import { currentMode, endOverdueBypass } from "./mode.ts";
import { currentRules, refreshCommandRules, type Surroundings } from "./surroundings.ts";
import { guardFetch, lookAtFetch } from "./web-guard.ts";

const field = (input: unknown, name: string): string | undefined => {
  if (typeof input !== "object" || input === null) return undefined;
  const value = (input as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
};

/** The path a file tool names, relative to the project; undefined where it names none that can be understood. */
function pathOf(call: ToolCall): string | undefined {
  const named = field(call.input, "file_path") ?? field(call.input, "path");
  if (named === undefined) return undefined;
  try {
    return toolPath(named);
  } catch {
    // The tool refuses it in its own words.
    return undefined;
  }
}

/** The shell's grammar is large: it is loaded with the first command, not with the Worker. */
async function classify(command: string): Promise<CommandClass> {
  const { classifyCommand } = await import("../tools/bash/classify.ts");
  return classifyCommand(command);
}

/** A plan or question that cannot be shown goes back to the model instead of to a person. */
function unreadable(call: ToolCall): string | null {
  const schema =
    call.name === "ExitPlanMode"
      ? ExitPlanModeInput
      : call.name === "AskUserQuestion"
        ? AskUserQuestionInput
        : null;
  const parsed = schema ? v.safeParse(schema, call.input) : null;
  if (!parsed || parsed.success) return null;
  const why = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ""} ${issue.message}`.trim());
  return `The input of ${call.name} is not valid: ${why.join("; ")}`;
}

/** May this call run, for this person, in this mode, now? */
export async function decideCall(
  core: Core,
  around: Surroundings,
  call: ToolCall,
): Promise<Decision> {
  endOverdueBypass(core);
  await refreshCommandRules(core);
  const wrong = unreadable(call);
  if (wrong !== null) return { verdict: "deny", message: wrong };
  const effect = toolEffect(call.name) ?? "shell";
  const command = effect === "shell" ? field(call.input, "command") : undefined;
  const path = effect === "shell" || effect === "web" ? undefined : pathOf(call);
  const wanted = effect === "web" ? await lookAtFetch(core, call) : null;
  const decision = decide({
    mode: currentMode(core),
    role: setupOf(core).owner.role,
    rules: currentRules(core, around),
    call,
    effect,
    ...(command === undefined ? {} : { command: await classify(command) }),
    ...(path === undefined ? {} : { path }),
    ...(wanted?.address.host ? { host: wanted.address.host } : {}),
  });
  return wanted && decision.verdict !== "deny"
    ? guardFetch(core, call, wanted, decision)
    : decision;
}
