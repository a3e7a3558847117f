import { openSocket } from "../../auth/open-socket.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { settingOf, type SettingKey } from "../../settings/schema.ts";

/** Told at once; who is beyond it hears by asking, within a minute. */
const most = 1000;
const atOnce = 50;

/** Whether people who are connected must hear of a change of it. */
export const concernsConnected = (key: SettingKey): boolean =>
  ["maintenance", "plan", "addresses"].includes(settingOf(key).group);

/** Tells every open chat that the site closes, opens, or asks where people come from. */
export async function tellSite(env: Env): Promise<void> {
  const rows = await openDb(env.DB)
    .selectDistinct({ session: openSocket.chatSessionId })
    .from(openSocket)
    .limit(most);
  for (let at = 0; at < rows.length; at += atOnce) {
    const some = rows.slice(at, at + atOnce);
    await Promise.allSettled(
      some.map(({ session }) => env.CHAT_SESSION.getByName(session).siteChanged()),
    );
  }
}
