import { auditStatement } from "../../platform/audit.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http.ts";
import type { Recipient } from "../../mail/compose.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";

export type FactorChange =
  | "TOTP_ADDED"
  | "TOTP_REMOVED"
  | "PASSKEY_ADDED"
  | "PASSKEY_REMOVED"
  | "RECOVERY_CODES_RENEWED"
  | "RESET";

/** As the mail says it. */
const words: Record<FactorChange, { ja: string; en: string }> = {
  TOTP_ADDED: { ja: "認証アプリを追加", en: "an authenticator app was added" },
  TOTP_REMOVED: { ja: "認証アプリを削除", en: "the authenticator app was removed" },
  PASSKEY_ADDED: { ja: "パスキーを追加", en: "a passkey was added" },
  PASSKEY_REMOVED: { ja: "パスキーを削除", en: "a passkey was removed" },
  RECOVERY_CODES_RENEWED: { ja: "リカバリーコードを再発行", en: "recovery codes were renewed" },
  RESET: { ja: "管理者がすべて解除", en: "an administrator removed all of it" },
};

/** Notice and mail to the person whose second factor changed, for the batch of the change. */
export async function tellFactorChange(
  env: Env,
  person: Recipient & { readonly id: string },
  change: FactorChange,
  ip: string | null,
): Promise<Statement[]> {
  const db = openDb(env.DB);
  const mail = await mailStatements(db, env, {
    to: person,
    event: "second_factor_changed",
    data: { at: new Date(), ip: ip ?? "-", change: words[change][person.language ?? "ja"] },
  });
  const told = noticeStatement(db, person.id, {
    kind: "second_factor_changed",
    severity: change === "RESET" ? "critical" : "warning",
    data: { change: change.toLowerCase() },
    link: "/account/security",
  });
  return [told, ...mail];
}

/**
 * A change of what proves its person goes on record and to them, in the batch of the change; call
 * `deliverSoon` after it.
 */
export async function changeStatements(
  c: AppContext,
  actor: Actor,
  change: FactorChange,
  metadata: Record<string, unknown> = {},
): Promise<Statement[]> {
  const audit = auditStatement(openDb(c.env.DB), actor, originOf(c), {
    event: "SECURITY",
    action: change,
    resource: ["USER", actor.id],
    severity: "WARNING",
    metadata: { ...metadata, login_id: actor.login_id },
  });
  const person = { ...actor, timeZone: actor.time_zone };
  return [audit, ...(await tellFactorChange(c.env, person, change, originOf(c).ip))];
}
