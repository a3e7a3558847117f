import { adminsToTell } from "../../auth/admins-to-tell.ts";
import { chainName } from "../../audit/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { stableId } from "../../platform/stable-id.ts";

/** Every minute: what does not hold in the audit log is on record, and told each administrator, once. */
export async function watchChain(env: Env, now: number): Promise<void> {
  const fault = await env.AUDIT_CHAIN.getByName(chainName).watch();
  if (fault === null) return;
  const db = openDb(env.DB);
  const id = stableId(`audit_broken:${fault.problem}:${fault.broken_at}`);
  await runBatch(
    db,
    auditStatement(db, null, bySystem, {
      once: { id, at: now },
      event: "SECURITY",
      action: "AUDIT_BROKEN",
      resource: ["AUDIT_LOG", null],
      severity: "CRITICAL",
      metadata: { problem: fault.problem, broken_at: fault.broken_at },
    }),
    ...(await adminsToTell(db)).map((admin) =>
      noticeStatement(db, admin.id, {
        id: stableId(`audit_broken:${id}:${admin.id}`),
        kind: "audit_broken",
        severity: "critical",
        data: { record: fault.broken_at },
        link: "/admin/audit/verify",
        at: now,
      }),
    ),
  );
}
