import { auditStatement } from "../../platform/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Origin } from "../../platform/http.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { deviceName } from "../device.ts";
import { recipientOf } from "../recipient.ts";
import type { user } from "../user.sql.ts";

/** A new password goes on record and to its owner, in the product and by mail. */
export async function tellPasswordChange(
  db: Db,
  env: Env,
  account: typeof user.$inferSelect,
  origin: Origin,
  how: "changed" | "reset",
): Promise<Statement[]> {
  const device = deviceName(origin);
  const ip = origin.ip ?? "?";
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "password_changed",
    data: { at: new Date(), ip, device },
  });
  return [
    auditStatement(db, account, origin, {
      event: "SECURITY",
      action: how === "reset" ? "PASSWORD_RESET" : "PASSWORD_CHANGED",
      resource: ["USER", account.id],
      severity: "WARNING",
    }),
    noticeStatement(db, account.id, {
      kind: "password_changed",
      severity: "warning",
      data: { ip, device },
      link: "/account/security",
    }),
    ...mail,
  ];
}
