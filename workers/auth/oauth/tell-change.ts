import type { Recipient } from "../../mail/compose.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { providersOf } from "./providers.ts";

/** Notice and mail to the person whose account can be signed in to another way, or one way less. */
export async function tellIdentityChange(
  env: Env,
  person: Recipient & { readonly id: string },
  change: "linked" | "unlinked",
  providerId: string,
  ip: string | null,
): Promise<Statement[]> {
  const db = openDb(env.DB);
  // One that the site no longer offers has no other name.
  const provider = providersOf(env).find(({ id }) => id === providerId)?.name ?? providerId;
  const mail = await mailStatements(db, env, {
    to: person,
    event: `identity_${change}`,
    data: { provider, ip: ip ?? "-", at: new Date() },
  });
  const told = noticeStatement(db, person.id, {
    kind: `identity_${change}`,
    severity: "warning",
    data: { provider },
    link: "/account/security",
  });
  return [told, ...mail];
}
