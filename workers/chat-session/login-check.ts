import { findLoginById, touchLogin } from "../auth/logins.ts";
import { openDb } from "../platform/db.ts";
import type { Core } from "./core.ts";
import { attachmentOf, closeCodes, closeSocket } from "./sockets.ts";

/** How long a socket is believed before its login is looked up again (T-39); endings are told at once besides. */
const believedFor = 60_000;

/** Whether the login behind a socket still holds; if not, the socket is closed. What a person sends counts as activity. */
export async function checkLogin(core: Core, socket: WebSocket): Promise<boolean> {
  const attachment = attachmentOf(socket);
  if (!attachment) return false;
  if (Date.now() - attachment.checked_at < believedFor) return true;
  const db = openDb(core.env.DB);
  const found = await findLoginById(db, attachment.login);
  if (!found.actor) {
    closeSocket(socket, closeCodes.login, "AUTH_002");
    return false;
  }
  if (found.touch) core.ctx.waitUntil(touchLogin(db, attachment.login).run());
  socket.serializeAttachment({ ...attachment, checked_at: Date.now() });
  return true;
}
