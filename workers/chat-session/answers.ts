/** A person's answers to waiting calls. They are stored first; the run goes on from what is stored. */
import type { ToolItem } from "#contract/chat";
import type { ClientFrame, ServerFrame } from "#contract/frames";
import type { ErrorCode } from "#contract/errors";
import { mayUseMode } from "../agent/roles.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { addProjectRule } from "../projects/rules.ts";
import { webFetchName } from "../tools/web-fetch/tool.ts";
import { changeTool } from "./apply.ts";
import { commit, setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { settingsFrame } from "./mode.ts";
import { changeOpenCall } from "./open-calls.ts";
import { setMode } from "./outbox.ts";
import { getTool } from "./transcript.ts";

type Frame<T extends ClientFrame["type"]> = Extract<ClientFrame, { type: T }>;

/** The call, if it waits for this kind of answer; two tabs may answer, the first one counts. */
function waiting(core: Core, id: string, kind: string): ToolItem | null {
  const item = getTool(core.sql, id);
  return item?.state === "awaiting" && item.approval?.kind === kind ? item : null;
}

const denial = (reason: string | undefined): string =>
  reason?.trim()
    ? `The person denied this call and says: ${reason.trim()}`
    : "The person denied this call. Do not try the same by another way; ask, or go on without it.";

/**
 * Null, or the code of what was wrong. A yes to reaching another site is a person's (T-05): KEY_002
 * is thrown to a key, which may still say no.
 */
export async function answerApproval(
  core: Core,
  frame: Frame<"approval.answer">,
  byKey: boolean,
): Promise<ErrorCode | null> {
  const item = waiting(core, frame.tool_id, "permission");
  if (!item || item.approval?.kind !== "permission") return "SESSION_003";
  if (byKey && item.name === webFetchName && frame.decision !== "deny") {
    throw new AppError("KEY_002", { required: null });
  }
  const { rule } = item.approval;
  const setup = setupOf(core);
  if (frame.decision === "allow_project" && rule !== null) {
    await addProjectRule(openDb(core.env.DB), setup.project_id, setup.owner.id, rule);
    if (!waiting(core, frame.tool_id, "permission")) return "SESSION_003";
  }
  commit(core, () => {
    const denied = frame.decision === "deny";
    changeOpenCall(core.sql, item.id, {
      verdict: denied ? { denied: denial(frame.reason) } : "allowed",
      by_key: byKey,
    });
    const grants = readMeta(core.sql, "grants");
    // The project's rule counts at once, too: the run has the project's rules of its beginning.
    if (!denied && frame.decision !== "allow" && rule !== null && !grants.includes(rule)) {
      writeMeta(core.sql, "grants", [...grants, rule]);
    }
    return changeTool(core, item.id, { state: "pending", approval: null });
  });
  return null;
}

/** Closes a call with what the person said, as its result. Call inside `commit`. */
function closeWith(core: Core, item: ToolItem, result: string, denied: boolean): ServerFrame[] {
  changeOpenCall(core.sql, item.id, {
    verdict: "allowed",
    started: true,
    outcome: { result, is_error: denied },
  });
  return changeTool(core, item.id, {
    state: denied ? "denied" : "done",
    result,
    is_error: denied,
    display: { kind: "text", text: result },
    duration_ms: Math.max(0, Date.now() - item.at),
  });
}

export function answerPlan(core: Core, frame: Frame<"plan.answer">): ErrorCode | null {
  const item = waiting(core, frame.tool_id, "plan");
  if (!item || item.approval?.kind !== "plan") return "SESSION_003";
  const { approval } = item;
  const setup = setupOf(core);
  const mode = frame.mode ?? "default";
  if (frame.decision === "approve" && !mayUseMode(setup.owner.role, mode)) return "SESSION_004";
  commit(core, () => {
    if (frame.decision === "reject") {
      const feedback = frame.feedback?.trim();
      const words = feedback ? `: ${feedback}` : ". Ask what should be different.";
      return closeWith(core, item, `The person sent the plan back${words}`, true);
    }
    const plan = frame.plan ?? approval.plan;
    const edited = plan === approval.plan ? "" : " after editing it";
    writeMeta(core.sql, "plan", plan);
    setMode(core, mode);
    return [
      ...closeWith(
        core,
        item,
        `The person approved the plan${edited}. Plan mode is over; carry it out:\n\n${plan}`,
        false,
      ),
      settingsFrame(core),
    ];
  });
  return null;
}

export function answerQuestion(core: Core, frame: Frame<"question.answer">): ErrorCode | null {
  const item = waiting(core, frame.tool_id, "question");
  if (!item || item.approval?.kind !== "question") return "SESSION_003";
  const { questions } = item.approval;
  const lines = questions.map((question, at) => {
    const given = frame.answers[at]?.filter((answer) => answer.trim() !== "") ?? [];
    return `${question.question}\n→ ${given.length > 0 ? given.join(", ") : "(no answer)"}`;
  });
  commit(core, () => closeWith(core, item, `The person answered:\n\n${lines.join("\n\n")}`, false));
  return null;
}
