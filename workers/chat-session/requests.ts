/** What comes by request instead of over a socket (workers/automation). */
import { isActive, type ToolItem } from "#contract/chat";
import type { ErrorCode } from "#contract/errors";
import { AppError } from "../platform/errors.ts";
import { answerApproval, answerPlan, answerQuestion } from "./answers.ts";
import type { Core } from "./core.ts";
import { goOn, receiveMessage } from "./incoming.ts";
import { readMeta } from "./meta.ts";
import { viewQueue } from "./queue.ts";
import type { CallAnswer, RunningTurn, Said } from "./rpc.ts";
import { stopRun } from "./runner.ts";
import { getItem, getTool, userItemOf } from "./transcript.ts";

/** A message sent by request. Sent again as it was it is taken once; another text under its id is REQUEST_006. */
export async function say(core: Core, message: Said): Promise<null> {
  await receiveMessage(core, message);
  const kept = textOf(core, message.client_id);
  if (kept !== null && kept !== message.text) throw new AppError("REQUEST_006");
  return null;
}

/** Null also where it was taken out of the queue. */
function textOf(core: Core, id: string): string | null {
  const item = getItem(core.sql, id);
  if (item?.kind === "user") return item.text;
  return viewQueue(core.sql).find((queued) => queued.client_id === id)?.text ?? null;
}

/** Answers a call by request, whatever it waits for. */
export async function answerCall(
  core: Core,
  toolId: string,
  given: CallAnswer,
  byKey: boolean,
): Promise<string> {
  const call = getTool(core.sql, toolId);
  const message = call && userItemOf(core.sql, call.turn_id);
  if (!message) throw new AppError("SESSION_003");
  const refused = goOn(core, await answerByKind(core, call, given, byKey));
  if (refused !== null) throw new AppError(refused);
  return message.id;
}

async function answerByKind(
  core: Core,
  { id: tool_id, approval }: ToolItem,
  { decision, remember, reason, answers = {} }: CallAnswer,
  byKey: boolean,
): Promise<ErrorCode | null> {
  const base = { id: "request", tool_id };
  const allowed = decision === "allow";
  switch (approval?.kind) {
    case undefined:
      return "SESSION_003";
    case "permission": {
      const how = allowed && remember !== "once" ? (`allow_${remember}` as const) : decision;
      const why = reason === undefined ? {} : { reason };
      const frame = { ...base, type: "approval.answer", decision: how, ...why } as const;
      return answerApproval(core, frame, byKey);
    }
    case "plan": {
      const feedback = reason === undefined ? {} : { feedback: reason };
      const how = allowed ? "approve" : "reject";
      return answerPlan(core, { ...base, type: "plan.answer", decision: how, ...feedback });
    }
    case "question": {
      const asked = approval.questions.map((one) => one.question);
      if (Object.keys(answers).some((question) => !asked.includes(question))) return "REQUEST_001";
      const chosen = asked.map((question) => {
        const answer = allowed ? answers[question] : undefined;
        return answer === undefined ? [] : [answer];
      });
      return answerQuestion(core, { ...base, type: "question.answer", answers: chosen });
    }
    default:
      return approval satisfies never;
  }
}

/** The turn that runs, or waits for an answer. */
export function running(core: Core): RunningTurn | null {
  const { state, turn_id } = readMeta(core.sql, "run");
  if (turn_id === null || !isActive(state)) return null;
  return { turn_id, run: state === "awaiting_approval" ? "waiting" : "running" };
}

/** Stops what runs; answers the message of the last turn. */
export function stop(core: Core): string | null {
  stopRun(core);
  const { turn_id } = readMeta(core.sql, "run");
  return turn_id === null ? null : (userItemOf(core.sql, turn_id)?.id ?? null);
}
