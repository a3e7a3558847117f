import { findBearerById, touchBearer } from "../auth/find-bearer.ts";
import type { ErrorCode } from "#contract/errors";
import { minute } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { standingOfTurn } from "./asker.ts";
import { closeIfOut } from "./closed-site.ts";
import type { Core } from "./core.ts";
import { attachmentOf, closeLogin } from "./sockets.ts";
import { noteRole } from "./surroundings.ts";

/** How long a socket is believed before its login is looked up again (T-39); endings are told at once besides. */
const believedFor = minute;

/**
 * Whether the login or key behind a socket still holds; if not, the socket is closed. What a person
 * sends counts as activity.
 */
export async function checkLogin(
  core: Core,
  socket: WebSocket,
  believed = believedFor,
): Promise<boolean> {
  const attachment = attachmentOf(socket);
  if (!attachment || attachment.ended) return false;
  if (await closeIfOut(core, socket)) return false;
  const { login, key, checked_at } = attachment;
  const now = Date.now();
  const over = key ? key.until <= now : false;
  if (!over && now - checked_at < believed) return true;
  const found = over ? null : await findBearerById(core.env, login, Boolean(key));
  if (!found?.actor) {
    closeLogin(socket, found?.refusal?.code);
    return false;
  }
  await noteStanding(core);
  if (found.touch) core.ctx.waitUntil(touchBearer(core.env, login, Boolean(key)));
  const since = attachmentOf(socket);
  if (!since || since.ended) return false;
  socket.serializeAttachment({ ...since, checked_at: Date.now() });
  return true;
}

/** What the owner may do by now; that a run may not go on at all is `mayGoOn`'s to say. */
async function noteStanding(core: Core): Promise<void> {
  try {
    noteRole(core, await standingOfTurn(core));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** Sockets that only listen are looked up too. A D1 that does not answer ends nobody's session. */
export async function checkSockets(core: Core): Promise<void> {
  const checks = core.ctx.getWebSockets().map((socket) => checkLogin(core, socket));
  for (const check of await Promise.allSettled(checks)) {
    if (check.status === "rejected") log("warn", "login_not_checked", errorFields(check.reason));
  }
}

/** Asked while a run goes on: why its owner, or what asked for it, may not run it any more; null: it may. */
export async function refusalToGoOn(core: Core): Promise<ErrorCode | null> {
  if (Date.now() - core.live.stood_at < believedFor) return null;
  core.live.stood_at = Date.now();
  try {
    noteRole(core, await standingOfTurn(core));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    log("warn", "standing_not_checked", errorFields(error));
    return null;
  }
}
