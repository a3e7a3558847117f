import type { ServerFrame } from "#contract/frames";
import type { ErrorCode, Language } from "#contract/errors";
import { errorRegistry } from "#contract/errors";

/** What an API key adds to its socket. */
export interface SocketKey {
  /** Whether it has the scope to send anything. */
  readonly may_write: boolean;
  /** When it ends, Unix milliseconds. */
  readonly until: number;
}

/** What a socket keeps through hibernation (at most 16 KB). */
export interface Attachment {
  readonly user: { readonly id: string; readonly name: string };
  /** The login, or the key's id. */
  readonly login: string;
  /** What the meter knows it by. */
  readonly connection: string;
  /** Where a key came instead of a person's login. */
  readonly key?: SocketKey | null;
  readonly language: Language;
  /** Where it came from; null on a developer's machine. */
  readonly ip?: string | null;
  /** When its login was last looked up, Unix milliseconds. */
  readonly checked_at: number;
  /** It was told to go: what its client still sends is not read. */
  readonly ended?: true;
}

export const closeCodes = { login: 4401, session: 4404, takenOver: 4409 } as const;

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

/** The sign-in, or the key, behind a socket is no more; `why`, where its person may know more. */
export const closeLogin = (socket: WebSocket, why?: ErrorCode): void =>
  closeSocket(
    socket,
    closeCodes.login,
    why ?? (attachmentOf(socket)?.key ? "KEY_001" : "AUTH_002"),
  );

export function sendError(
  socket: WebSocket,
  id: string | null,
  code: ErrorCode,
  details?: Record<string, unknown>,
): void {
  const language = attachmentOf(socket)?.language ?? "ja";
  const { reason, [language]: text } = errorRegistry[code];
  const error = { code, reason, message: text.message, ...(details ? { details } : {}) };
  send(socket, { type: "error", id, error });
}

/** Says why, then closes; from then on nothing it sends counts, also where the client does not hang up. */
export function closeSocket(socket: WebSocket, code: 4401 | 4404 | 4409, reason: ErrorCode): void {
  const attachment = attachmentOf(socket);
  if (attachment) socket.serializeAttachment({ ...attachment, ended: true });
  send(socket, { type: "closed", code: reason });
  try {
    socket.close(code, reason);
  } catch {
    // Already closing.
  }
}
