import * as contract from "#contract/admin-session";
import type { AnySession } from "#contract/admin-session";
import { call } from "../../client/call.ts";

export type SessionAction = "stop" | "delete" | "restore";

export const actionsFor = (session: AnySession): SessionAction[] =>
  session.deleted_at !== null
    ? ["restore"]
    : session.run === "idle"
      ? ["delete"]
      : ["stop", "delete"];

/** Throws `ApiError`. */
export async function runAction(
  name: SessionAction,
  id: string,
  reason: string | undefined,
): Promise<void> {
  const given = reason === undefined ? {} : { reason };
  const param = { id };
  if (name === "delete") await call(contract.deleteSessionOf, { param, query: given });
  else if (name === "stop") await call(contract.stopSessionOf, { param, json: given });
  else await call(contract.restoreSessionOf, { param, json: given });
}
