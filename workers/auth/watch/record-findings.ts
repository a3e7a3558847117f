import { inArray, sql } from "drizzle-orm";
import type { FindingSeverity } from "#contract/admin-security";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { runBatch, type Db, type Statement } from "../../platform/db.ts";
import { stableId } from "../../platform/stable-id.ts";
import { dayOf } from "../../settings/site-time.ts";
import { adminsToTell } from "../admins-to-tell.ts";
import { securityFinding } from "./security-finding.sql.ts";
import type { Found } from "./sign-ins.ts";

const table = securityFinding;
const rank: readonly FindingSeverity[] = ["low", "medium", "high"];
const audited = { low: "INFO", medium: "WARNING", high: "CRITICAL" } as const;

/** The same kind about the same subject counts once a day. */
const idOf = ({ kind, userId, ip }: Found, now: number): string =>
  stableId(`finding:${kind}:${userId ?? ""}:${ip ?? ""}:${dayOf(now)}`);

/** Told as often as it is written, it arrives once. */
const tell = (db: Db, admins: readonly string[], id: string, { kind }: Found): Statement[] =>
  admins.map((admin) =>
    noticeStatement(db, admin, {
      id: stableId(`finding:${id}:${admin}`),
      kind: "security_finding",
      severity: "critical",
      data: { finding: kind },
      link: "/admin/security?tab=findings",
    }),
  );

function write(db: Db, id: string, found: Found, now: number): Statement[] {
  const at = new Date(now);
  const { kind, severity, userId, ip, detail } = found;
  const worse = sql`${table.severity} <> 'high' and excluded.severity = 'high'`;
  return [
    db
      .insert(table)
      .values({ id, kind, severity, userId, ip, detail, createdAt: at, lastAt: at })
      .onConflictDoUpdate({
        target: table.id,
        set: {
          detail,
          severity,
          lastAt: at,
          times: sql`${table.times} + 1`,
          // What was looked at and grew worse wants another look.
          dismissedAt: sql`case when ${worse} then null else ${table.dismissedAt} end`,
        },
      }),
    auditStatement(db, null, bySystem, {
      once: { id, at: now },
      event: "SECURITY",
      action: "SUSPICIOUS_ACTIVITY",
      resource: ["USER", userId],
      severity: audited[severity],
      metadata: { kind, ip, ...detail },
    }),
  ];
}

/** What one look may store: an attack is one finding, not thousands. */
const most = 20;

/**
 * Keeps what was found; what stands there as it is already is left alone, and nothing grows milder.
 * Of severe ones every administrator is told, once each.
 */
export async function recordFindings(db: Db, found: readonly Found[], now: number): Promise<void> {
  const worstFirst = found.toSorted((a, b) => rank.indexOf(b.severity) - rank.indexOf(a.severity));
  const byId = new Map(worstFirst.slice(0, most).map((one) => [idOf(one, now), one]));
  if (byId.size === 0) return;
  const [there, admins] = await db.batch([
    db
      .select({ id: table.id, severity: table.severity, detail: table.detail })
      .from(table)
      .where(inArray(table.id, [...byId.keys()])),
    adminsToTell(db),
  ]);
  const known = new Map(there.map((row) => [row.id, row]));
  const statements = [...byId].flatMap(([id, one]) => {
    const before = known.get(id);
    if (before && rank.indexOf(before.severity) > rank.indexOf(one.severity)) return [];
    const same = JSON.stringify(before?.detail) === JSON.stringify(one.detail);
    if (before && same && before.severity === one.severity) return [];
    const told =
      one.severity === "high"
        ? tell(
            db,
            admins.map((admin) => admin.id),
            id,
            one,
          )
        : [];
    return write(db, id, one, now).concat(told);
  });
  const [first, ...rest] = statements;
  if (first) await runBatch(db, first, ...rest);
}
