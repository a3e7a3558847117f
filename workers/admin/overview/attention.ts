import { and, count, desc, eq, gt, gte, inArray, isNull, sql } from "drizzle-orm";
import type { ConsoleOverview } from "#contract/admin-overview";
import { systemAlert } from "../../alerts/alert.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { healthSample } from "../../operations/health/health.sql.ts";
import { listRuns } from "../../operations/health/job-runs.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { accessRequest } from "../../people/requests/access-request.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";

type Attention = NonNullable<ConsoleOverview["attention"]>;

/** What is not looked at for so long is looked at no more. */
const lateAfter = 10 * minute;
const shownAlerts = 20;

const firing = (db: Db) =>
  db
    .select({
      id: systemAlert.id,
      name: systemAlert.name,
      since: systemAlert.stateSince,
      silenced: systemAlert.silencedUntil,
    })
    .from(systemAlert)
    .where(
      and(
        isNull(systemAlert.deletedAt),
        eq(systemAlert.isEnabled, true),
        eq(systemAlert.state, "firing"),
      ),
    )
    .orderBy(desc(systemAlert.stateSince))
    .limit(shownAlerts);

/** Each by an index of its own: what waits, not what there ever was. */
const counts = (db: Db, now: number) =>
  [
    db
      .select({ n: count().as("requests") })
      .from(accessRequest)
      .where(eq(accessRequest.status, "pending")),
    db
      .select({ n: count().as("violations") })
      .from(violation)
      .where(and(isNull(violation.dismissedAt), gte(violation.createdAt, new Date(now - day)))),
    db
      .select({ n: count().as("findings") })
      .from(securityFinding)
      .where(isNull(securityFinding.dismissedAt)),
    // By the index of the few who were ever suspended, not by that of roles: hence the plus.
    db
      .select({ n: count().as("suspended") })
      .from(user)
      .where(
        and(
          gt(user.suspendedUntil, new Date(now)),
          sql`+status = 'active' and +role in ('user', 'admin')`,
        ),
      ),
    db
      .select({ n: count().as("locked") })
      .from(user)
      .where(and(inArray(user.role, ["user", "admin"]), eq(user.status, "locked"))),
  ] as const;

async function health(db: Db, d1: D1Database, now: number): Promise<Attention["health"]> {
  const [last, runs] = await Promise.all([
    db
      .select()
      .from(healthSample)
      .where(eq(healthSample.step, 1))
      .orderBy(desc(healthSample.slot))
      .limit(1)
      .get(),
    listRuns(d1, now),
  ]);
  const at = last === undefined ? null : last.slot * minute;
  return {
    at: at === null ? null : new Date(at).toISOString(),
    is_late: at !== null && at + lateAfter < now,
    down: Object.entries(last?.checks ?? {}).flatMap(([name, { n, up }]) =>
      up < n && name !== "site" ? [name] : [],
    ),
    jobs: runs.items.flatMap(({ name, state }) => (state === "ok" ? [] : [{ name, state }])),
  };
}

/** What waits for an administrator, or is not as it should be: nothing of it is a minute old. */
export async function readAttention(db: Db, d1: D1Database, now: number): Promise<Attention> {
  const [[alerts, requests, violations, findings, suspended, locked], found] = await Promise.all([
    db.batch([firing(db), ...counts(db, now)]),
    health(db, d1, now),
  ]);
  const only = (rows: readonly { n: number }[]) => rows[0]?.n ?? 0;
  return {
    alerts: alerts.map(({ id, name, since, silenced }) => ({
      id,
      name,
      state_since: since.toISOString(),
      silenced_until: silenced?.toISOString() ?? null,
    })),
    requests: only(requests),
    violations: only(violations),
    findings: only(findings),
    suspended: only(suspended),
    locked: only(locked),
    health: found,
  };
}
