import * as v from "valibot";
import { policyFor } from "../agent/permissions.ts";
import type { ToolCall, ToolOutcome } from "../agent/tool.ts";
import { TodoWriteInput } from "../tools/session-tools.ts";
import type { ToolRun } from "../workspace/rpc.ts";
import { commit, setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { openCalls } from "./open-calls.ts";
import { currentMode } from "./mode.ts";
import { currentRules, workspaceOf, type Surroundings } from "./surroundings.ts";
import { nextSeq } from "./transcript.ts";

export function toolRun(core: Core, around: Surroundings, call: ToolCall): ToolRun {
  const setup = setupOf(core);
  // Only a person's answer is stored as a verdict.
  const approved = openCalls(core.sql).find(({ id }) => id === call.id)?.verdict === "allowed";
  return {
    ...call,
    origin: {
      kind: "agent",
      user_id: setup.owner.id,
      session_id: setup.session_id,
      turn_id: readMeta(core.sql, "run").turn_id,
    },
    policy: policyFor(setup.owner.role, currentMode(core), currentRules(core, around), approved),
  };
}

function writeTodos(core: Core, input: unknown): ToolOutcome {
  const parsed = v.safeParse(TodoWriteInput, input);
  if (!parsed.success) {
    const why = parsed.issues.map((issue) => issue.message).join("; ");
    return { result: `The todo list was not changed: ${why}`, is_error: true, display: null };
  }
  const { todos } = parsed.output;
  commit(core, () => {
    writeMeta(core.sql, "todos", todos);
    return [{ type: "todos", seq: nextSeq(core.sql), todos }];
  });
  return {
    result: "The todo list is updated.",
    is_error: false,
    display: { kind: "todos", todos },
  };
}

/** Runs one call: todos here, everything else where the files are. */
export async function executeCall(
  core: Core,
  around: Surroundings,
  call: ToolCall,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  if (call.name === "TodoWrite") return writeTodos(core, call.input);
  const workspace = workspaceOf(core);
  const cancel = () => void workspace.cancelTool(call.id).catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await workspace.runTool(toolRun(core, around, call));
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
