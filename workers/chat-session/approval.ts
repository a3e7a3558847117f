import * as v from "valibot";
import type { Approval, ToolDisplay } from "#contract/chat";
import type { Decision } from "../agent/permissions.ts";
import type { ToolCall } from "../agent/tool.ts";
import { AskUserQuestionInput, ExitPlanModeInput } from "../tools/session-tools.ts";
import { webFetchName } from "../tools/web-fetch/tool.ts";
import type { Core } from "./core.ts";
import { toolRun } from "./execute.ts";
import { readMeta } from "./meta.ts";
import { workspaceOf, type Surroundings } from "./surroundings.ts";
import { previewFetch } from "./web-fetch.ts";

type Ask = Extract<Decision, { verdict: "ask" }>;

/** A preview that cannot be had is no reason not to ask. */
const previewOf = (core: Core, around: Surroundings, call: ToolCall): Promise<ToolDisplay | null> =>
  call.name === webFetchName
    ? previewFetch(core, call)
    : workspaceOf(core)
        .previewTool(toolRun(core, around, call))
        .catch(() => null);

/** What the card shows: the plan, the questions, or what would happen and the rule that could allow it for good. */
export async function askedApproval(
  core: Core,
  around: Surroundings,
  call: ToolCall,
  ask: Ask,
): Promise<Approval> {
  if (ask.kind === "plan") {
    const parsed = v.safeParse(ExitPlanModeInput, call.input);
    return { kind: "plan", plan: parsed.success ? parsed.output.plan : "" };
  }
  if (ask.kind === "question") {
    const parsed = v.safeParse(AskUserQuestionInput, call.input);
    const questions = parsed.success ? parsed.output.questions : [];
    return {
      kind: "question",
      questions: questions.map(({ multiSelect, ...question }) => ({
        ...question,
        multi_select: multiSelect,
      })),
    };
  }
  return {
    kind: "permission",
    why: ask.why[readMeta(core.sql, "language")],
    rule: ask.rule,
    preview: await previewOf(core, around, call),
  };
}
