import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import type { Recipient } from "../../mail/compose.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { recipientOfActor } from "../recipient.ts";

export type FactorChange =
  | "TOTP_ADDED"
  | "TOTP_REMOVED"
  | "PASSKEY_ADDED"
  | "PASSKEY_REMOVED"
  | "RECOVERY_CODES_RENEWED"
  | "RESET";

/** As the mail says it. */
const words: Record<FactorChange, { ja: string; en: string }> = {
  TOTP_ADDED: { ja: "認証アプリを追加", en: "authenticator app added" },
  TOTP_REMOVED: { ja: "認証アプリを削除", en: "authenticator app removed" },
  PASSKEY_ADDED: { ja: "パスキーを追加", en: "passkey added" },
  PASSKEY_REMOVED: { ja: "パスキーを削除", en: "passkey removed" },
  RECOVERY_CODES_RENEWED: { ja: "リカバリーコードを再発行", en: "recovery codes regenerated" },
  RESET: { ja: "管理者がすべて解除", en: "everything removed by an administrator" },
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
  const told = await tellFactorChange(c.env, recipientOfActor(actor), change, originOf(c).ip);
  return [audit, ...told];
}
