/** The site's own rules, for who is connected already: closed times (T-26) and addresses (T-25). */
import type { Maintenance } from "#contract/maintenance";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { isListed } from "../platform/http/site-rules.ts";
import { viewOf, maintenanceOf } from "../settings/maintenance-state.ts";
import { readSettings, readSettingsNow } from "../settings/read-settings.ts";
import type { Settings } from "../settings/schema.ts";
import { addressesInForce, siteRulesOf } from "../settings/site-rules.ts";
import { setupOf, type Core } from "./core.ts";
import { attachmentOf, closeCodes, closeSocket, send, type Attachment } from "./sockets.ts";

/** A held message is looked at again after this long. */
const lookAgain = 30_000;

/** Without a database nobody is held back here. */
async function known(core: Core): Promise<Settings | null> {
  return readSettings(core.env).catch((error: unknown) => {
    log("warn", "settings_unreadable", errorFields(error));
    return null;
  });
}

async function refusalNow(core: Core, byKey: boolean): Promise<AppError | null> {
  const settings = await known(core);
  const closed = settings && siteRulesOf(core.env, settings, Date.now()).closed;
  if (!closed) return null;
  const { role } = setupOf(core).owner;
  if (closed.allow_admin_access && role === "admin" && !byKey) return null;
  return new AppError("SERVER_004", { ...closed.details, retry_after: closed.retry_after });
}

/** Throws SERVER_004 where nothing new may begin. */
export async function requireOpenSite(core: Core, byKey: boolean): Promise<void> {
  const refusal = await refusalNow(core, byKey);
  if (refusal) throw refusal;
}

/** Whether a waiting message goes on waiting, since the site is closed; the object wakes for it again. */
export async function holdsBack(core: Core, byKey: boolean): Promise<boolean> {
  if ((await refusalNow(core, byKey)) === null) return false;
  await core.ctx.storage.setAlarm(Date.now() + lookAgain);
  return true;
}

const isOut = (core: Core, settings: Settings, { ip }: Attachment): boolean => {
  const { addresses, addresses_scope } = addressesInForce(core.env, settings);
  // Sockets opened before addresses were kept have none.
  return addresses_scope === "all" && ip !== undefined && !isListed(ip, addresses);
};

/** Closes a socket whose address is not on the list (any more); whether it did. */
export async function closeIfOut(core: Core, socket: WebSocket): Promise<boolean> {
  const attachment = attachmentOf(socket);
  const settings = await known(core);
  if (!attachment || !settings || !isOut(core, settings, attachment)) return false;
  closeSocket(socket, closeCodes.login, "AUTH_021");
  return true;
}

/** Tells everybody connected what the settings say by now. */
export async function tellSite(core: Core): Promise<void> {
  const now = Date.now();
  const state = maintenanceOf(await readSettingsNow(core.env, now), now);
  for (const socket of core.ctx.getWebSockets()) {
    if (await closeIfOut(core, socket)) continue;
    const language = attachmentOf(socket)?.language ?? "ja";
    const maintenance: Maintenance = viewOf(state, language);
    send(socket, { type: "maintenance", maintenance });
  }
}
