import type { ClientFrame } from "#contract/frames";
import type { ErrorCode } from "#contract/errors";
import { AppError } from "../platform/errors.ts";
import { answerApproval, answerPlan, answerQuestion } from "./answers.ts";
import { requireOpenSite } from "./closed-site.ts";
import { commit, type Core } from "./core.ts";
import { goOn, receiveMessage } from "./incoming.ts";
import { queueFrame } from "./messages.ts";
import { writeMeta } from "./meta.ts";
import { requireBypass } from "./mode.ts";
import { removeQueued } from "./queue.ts";
import { stopRun } from "./runner.ts";
import { attachmentOf, send, sendError, type Attachment } from "./sockets.ts";

type Outcome = ErrorCode | null;

async function sendMessage(
  core: Core,
  attachment: Attachment,
  frame: Extract<ClientFrame, { type: "message.send" }>,
): Promise<Outcome> {
  await receiveMessage(core, {
    client_id: frame.client_id,
    text: frame.text,
    open_file: frame.open_file ?? null,
    language: frame.language ?? attachment.language,
    author: attachment.user,
    key_id: attachment.key ? attachment.login : null,
    login_id: attachment.key ? null : attachment.login,
    at: Date.now(),
  });
  return null;
}

/** What goes on while the site is closed (T-26): nothing that makes a turn begin, or go on. */
const harmless: ReadonlySet<ClientFrame["type"]> = new Set([
  "run.stop",
  "queue.remove",
  "draft.save",
]);

async function handle(core: Core, attachment: Attachment, frame: ClientFrame): Promise<Outcome> {
  if (!harmless.has(frame.type)) await requireOpenSite(core, Boolean(attachment.key));
  switch (frame.type) {
    case "message.send":
      return sendMessage(core, attachment, frame);
    case "run.stop":
      stopRun(core);
      return null;
    case "approval.answer":
      return goOn(core, await answerApproval(core, frame, Boolean(attachment.key)));
    case "plan.answer":
      if (frame.decision === "approve" && frame.mode === "bypass") {
        await requireBypass(core, attachment.key ? null : attachment.login);
      }
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

function expected(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

/** Every frame is answered by one `ack` or one `error` of its id. */
export async function handleFrame(
  core: Core,
  socket: WebSocket,
  frame: ClientFrame,
): Promise<void> {
  const attachment = attachmentOf(socket);
  const outcome = !attachment
    ? "SESSION_002"
    : attachment.key?.may_write === false
      ? "KEY_002"
      : await handle(core, attachment, frame).catch(expected);
  if (outcome === null) send(socket, { type: "ack", id: frame.id });
  else if (outcome instanceof AppError) sendError(socket, frame.id, outcome.code, outcome.details);
  else sendError(socket, frame.id, outcome);
}
