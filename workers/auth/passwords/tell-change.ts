import type { Language } from "#contract/errors";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Origin } from "../../platform/http/http.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { deviceName } from "../device.ts";
import { apiKey } from "../keys/api-key.sql.ts";
import { liveKeysOf } from "../keys/live-keys.ts";
import { recipientOf } from "../recipient.ts";
import type { user } from "../user.sql.ts";

/** As the mail says it: what has become of the keys. */
const keysNote = (revoked: number | null, live: number, language: Language): string => {
  if (language === "ja") {
    return revoked === null
      ? `有効な API キー: ${live}個。API キーはパスワードを変更しても無効になりません。アカウント画面の「API キー」で確認し、不要なものは取り消してください。`
      : `API キーもすべて取り消しました: ${revoked}個。`;
  }
  return revoked === null
    ? `Active API keys: ${live}. A new password does not revoke them. Check them under "API keys" on your account page, and revoke any you don't need.`
    : `All your API keys were revoked as well: ${revoked}.`;
};

/** A new password goes on record and to its owner, in the product and by mail. */
export async function tellPasswordChange(
  db: Db,
  env: Env,
  account: typeof user.$inferSelect,
  origin: Origin,
  how: "changed" | "reset",
  /** How many keys are revoked with it; null: they go on working. */
  revoked: number | null,
): Promise<Statement[]> {
  const device = deviceName(origin);
  const ip = origin.ip ?? "?";
  const live = revoked === null ? await db.$count(apiKey, liveKeysOf(account.id, Date.now())) : 0;
  const to = recipientOf(account);
  const mail = await mailStatements(db, env, {
    to,
    event: "password_changed",
    data: {
      at: new Date(),
      ip,
      device,
      keys: live,
      keys_note: keysNote(revoked, live, to.language ?? "ja"),
    },
  });
  return [
    auditStatement(db, account, origin, {
      event: "SECURITY",
      action: how === "reset" ? "PASSWORD_RESET" : "PASSWORD_CHANGED",
      resource: ["USER", account.id],
      severity: "WARNING",
      ...(revoked === null ? {} : { metadata: { keys_revoked: revoked } }),
    }),
    noticeStatement(db, account.id, {
      kind: "password_changed",
      severity: "warning",
      data: { ip, device, ...(revoked === null ? {} : { revoked }) },
      link: "/account/security",
    }),
    ...mail,
  ];
}
