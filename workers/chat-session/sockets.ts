import type { ServerFrame } from "#contract/frames";
import type { ErrorCode, Language } from "#contract/errors";
import { errorRegistry } from "#contract/errors";

/** What a socket keeps through hibernation (at most 16 KB). */
export interface Attachment {
  readonly user: { readonly id: string; readonly name: string };
  readonly login: string;
  readonly language: Language;
  /** When its login was last looked up, Unix milliseconds. */
  readonly checked_at: number;
}

export const closeCodes = { login: 4401, session: 4404 } as const;

export const attachmentOf = (socket: WebSocket): Attachment | null =>
  socket.deserializeAttachment() as Attachment | null;

/** Sending to a socket that is just going away throws; its close event follows. */
export function send(socket: WebSocket, frame: ServerFrame | string): void {
  try {
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  } catch {
    // Its close event cleans up.
  }
}

export function broadcast(ctx: DurableObjectState, frame: ServerFrame): void {
  const text = JSON.stringify(frame);
  for (const socket of ctx.getWebSockets()) send(socket, text);
}

export function sendError(socket: WebSocket, id: string | null, code: ErrorCode): void {
  const language = attachmentOf(socket)?.language ?? "ja";
  const entry = errorRegistry[code];
  const error = { code, reason: entry.reason, message: entry[language].message };
  send(socket, { type: "error", id, error });
}

/** Says why, then closes. */
export function closeSocket(socket: WebSocket, code: 4401 | 4404, reason: ErrorCode): void {
  send(socket, { type: "closed", code: reason });
  try {
    socket.close(code, reason);
  } catch {
    // Already closing.
  }
}
