import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { recipientOfActor } from "../recipient.ts";

/** Notice and mail to whose keys are all revoked at their own word, for the batch of it. */
export async function tellAllRevoked(
  env: Env,
  owner: Actor,
  origin: Origin,
  keys: number,
): Promise<Statement[]> {
  const db = openDb(env.DB);
  const mail = await mailStatements(db, env, {
    to: recipientOfActor(owner),
    event: "api_keys_revoked",
    data: { keys, ip: origin.ip ?? "-", at: new Date() },
  });
  const told = noticeStatement(db, owner.id, {
    kind: "api_keys_revoked",
    severity: "warning",
    data: { revoked: keys },
    link: "/account/keys",
  });
  return [told, ...mail];
}
