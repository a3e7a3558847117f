import * as v from "valibot";
import { policyFor } from "../agent/permissions.ts";
import type { ToolCall, ToolOutcome } from "../agent/tool.ts";
import { TodoWriteInput } from "../tools/session-tools.ts";
import { webFetchName } from "../tools/web-fetch/tool.ts";
import type { ToolRun } from "../workspace/rpc.ts";
import { commit, setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { isApproved } from "./open-calls.ts";
import { currentMode } from "./mode.ts";
import { reportAbuse } from "./report-abuse.ts";
import {
  currentRules,
  refreshCommandRules,
  workspaceOf,
  type Surroundings,
} from "./surroundings.ts";
import { nextSeq } from "./transcript.ts";
import { runWebFetch } from "./web-fetch.ts";

export function toolRun(core: Core, around: Surroundings, call: ToolCall): ToolRun {
  const setup = setupOf(core);
  const approved = isApproved(core.sql, call.id);
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

/** Runs one call: todos and the web from here, everything else where the files are. */
export async function executeCall(
  core: Core,
  around: Surroundings,
  call: ToolCall,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  if (call.name === "TodoWrite") return writeTodos(core, call.input);
  if (call.name === webFetchName) return runWebFetch(core, around, call, signal);
  await refreshCommandRules(core);
  const workspace = workspaceOf(core);
  const cancel = () => void workspace.cancelTool(call.id).catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const outcome = await workspace.runTool(toolRun(core, around, call));
    reportAbuse(core, call, outcome.abuse ?? []);
    return outcome;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
