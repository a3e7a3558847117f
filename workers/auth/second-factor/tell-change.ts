import { auditStatement } from "../../platform/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { noticeStatement } from "../../notices/write-notice.ts";

export type FactorChange =
  | "TOTP_ADDED"
  | "TOTP_REMOVED"
  | "PASSKEY_ADDED"
  | "PASSKEY_REMOVED"
  | "RECOVERY_CODES_RENEWED";

/** A change of what proves a person goes on record and to the person, in the batch of the change. */
export const tellChange = (
  db: Db,
  actor: Actor,
  origin: Origin,
  change: FactorChange,
  metadata: Record<string, unknown> = {},
): Statement[] => [
  auditStatement(db, actor, origin, {
    event: "SECURITY",
    action: change,
    resource: ["USER", actor.id],
    severity: "WARNING",
    metadata: { ...metadata, login_id: actor.login_id },
  }),
  noticeStatement(db, actor.id, {
    kind: "second_factor_changed",
    severity: "warning",
    data: { change: change.toLowerCase() },
    link: "/account/security",
  }),
];
