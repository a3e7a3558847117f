import type { ClientFrame } from "#contract/frames";
import type { ErrorCode } from "#contract/errors";
import { answerApproval, answerPlan, answerQuestion } from "./answers.ts";
import { commit, type Core } from "./core.ts";
import { acceptMessage, queueFrame } from "./messages.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { removeQueued } from "./queue.ts";
import { resumeRun, stopRun } from "./runner.ts";
import { attachmentOf, send, sendError } from "./sockets.ts";

type Outcome = ErrorCode | null;

function sendMessage(
  core: Core,
  socket: WebSocket,
  frame: Extract<ClientFrame, { type: "message.send" }>,
): Outcome {
  const attachment = attachmentOf(socket);
  if (!attachment || readMeta(core.sql, "closed")) return "SESSION_002";
  const taken = acceptMessage(core, {
    client_id: frame.client_id,
    text: frame.text,
    open_file: frame.open_file ?? null,
    language: frame.language ?? attachment.language,
    author: attachment.user,
    at: Date.now(),
  });
  if (taken === "start") resumeRun(core);
  return taken === "full" ? "RATE_001" : null;
}

/** After an answer the run goes on from what is stored. */
function goOn(core: Core, outcome: Outcome): Outcome {
  if (outcome === null) {
    core.live.answered = true;
    resumeRun(core);
  }
  return outcome;
}

async function handle(core: Core, socket: WebSocket, frame: ClientFrame): Promise<Outcome> {
  switch (frame.type) {
    case "message.send":
      return sendMessage(core, socket, frame);
    case "run.stop":
      stopRun(core);
      return null;
    case "approval.answer":
      return goOn(core, await answerApproval(core, frame));
    case "plan.answer":
      return goOn(core, answerPlan(core, frame));
    case "question.answer":
      return goOn(core, answerQuestion(core, frame));
    case "queue.remove":
      commit(core, () => (removeQueued(core.sql, frame.client_id) ? [queueFrame(core)] : []));
      return null;
    case "draft.save":
      writeMeta(core.sql, "draft", frame.text);
      return null;
    default:
      return frame satisfies never;
  }
}

/** Every frame is answered by one `ack` or one `error` of its id. */
export async function handleFrame(
  core: Core,
  socket: WebSocket,
  frame: ClientFrame,
): Promise<void> {
  const outcome = await handle(core, socket, frame);
  if (outcome === null) send(socket, { type: "ack", id: frame.id });
  else sendError(socket, frame.id, outcome);
}
