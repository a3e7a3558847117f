import { findLoginById, touchLogin } from "../auth/logins.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { requireStanding } from "../sessions/standing.ts";
import { setupOf, type Core } from "./core.ts";
import { attachmentOf, closeCodes, closeSocket } from "./sockets.ts";
import { noteRole } from "./surroundings.ts";

/** How long a socket is believed before its login is looked up again (T-39); endings are told at once besides. */
const believedFor = 60_000;

/** Whether the login behind a socket still holds; if not, the socket is closed. What a person sends counts as activity. */
export async function checkLogin(core: Core, socket: WebSocket): Promise<boolean> {
  const attachment = attachmentOf(socket);
  if (!attachment) return false;
  if (Date.now() - attachment.checked_at < believedFor) return true;
  const found = await findLoginById(core.env, attachment.login);
  if (!found.actor) {
    closeSocket(socket, closeCodes.login, "AUTH_002");
    return false;
  }
  if (found.actor.id === setupOf(core).owner.id) noteRole(core, found.actor.role);
  if (found.touch) core.ctx.waitUntil(touchLogin(openDb(core.env.DB), attachment.login).run());
  socket.serializeAttachment({ ...attachment, checked_at: Date.now() });
  return true;
}

/** Sockets that only listen are looked up too. A D1 that does not answer ends nobody's session. */
export async function checkSockets(core: Core): Promise<void> {
  const checks = core.ctx.getWebSockets().map((socket) => checkLogin(core, socket));
  for (const check of await Promise.allSettled(checks)) {
    if (check.status === "rejected") log("warn", "login_not_checked", errorFields(check.reason));
  }
}

/** Asked while a run goes on: false when its owner may not run it any more. */
export async function mayGoOn(core: Core): Promise<boolean> {
  if (Date.now() - core.live.stood_at < believedFor) return true;
  core.live.stood_at = Date.now();
  try {
    noteRole(core, await requireStanding(openDb(core.env.DB), setupOf(core).session_id));
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    log("warn", "standing_not_checked", errorFields(error));
    return true;
  }
}
