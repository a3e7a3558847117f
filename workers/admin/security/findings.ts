import { and, count, desc, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { listFindings as contract } from "#contract/admin-security";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";

type Role = typeof user.$inferSelect.role;
type Query = QueryOf<typeof contract>;

const table = securityFinding;

const filterOf = ({ kind, severity, user_id, status }: Query): SQL | undefined =>
  and(
    status === "open"
      ? isNull(table.dismissedAt)
      : status === "dismissed"
        ? isNotNull(table.dismissedAt)
        : undefined,
    kind === undefined ? undefined : eq(table.kind, kind),
    severity === undefined ? undefined : eq(table.severity, severity),
    user_id === undefined ? undefined : eq(table.userId, user_id),
  );

const rowsOf = (db: Db) =>
  db
    .select({
      finding: table,
      name: sql<string | null>`${user.name}`.as("user_name"),
      email: sql<string | null>`${user.email}`.as("user_email"),
      role: sql<Role | null>`${user.role}`.as("user_role"),
      dismisser: sql<string | null>`(
        select name from user as who where who.id = ${table.dismissedBy})`.as("dismisser"),
    })
    .from(table)
    .leftJoin(user, eq(user.id, table.userId));

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const toFinding = ({ finding, name, email, role, dismisser }: Row) => ({
  id: finding.id,
  kind: finding.kind,
  severity: finding.severity,
  user:
    finding.userId === null
      ? null
      : {
          id: finding.userId,
          name: name ?? finding.userId,
          email: email ?? "",
          role: role ?? "user",
        },
  ip_address: finding.ip,
  detail: finding.detail,
  created_at: finding.createdAt.toISOString(),
  last_at: finding.lastAt.toISOString(),
  times: finding.times,
  dismissed_at: finding.dismissedAt?.toISOString() ?? null,
  dismissed_by:
    finding.dismissedAt === null || finding.dismissedBy === null
      ? null
      : { id: finding.dismissedBy, name: dismisser ?? finding.dismissedBy },
  dismissed_why: finding.dismissedWhy,
});

export async function listFindings(db: Db, query: Query): Promise<OutputOf<typeof contract>> {
  const where = filterOf(query);
  const { page, limit } = query;
  const [rows, found] = await db.batch([
    rowsOf(db)
      .where(where)
      .orderBy(desc(table.createdAt), desc(table.id))
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ count: count() }).from(table).where(where),
  ]);
  const total = found[0]?.count ?? 0;
  return {
    items: rows.map(toFinding),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
  };
}

interface By {
  readonly actor: Actor;
  readonly origin: Origin;
}

/**
 * What is found about a lasting administrator, or about oneself, is nothing for who is one for a day
 * (U-140). Throws SECURITY_003, AUTH_004.
 */
async function findFinding(db: Db, id: string, actor: Actor) {
  const found = await db
    .select({ finding: table, role: user.role })
    .from(table)
    .leftJoin(user, eq(user.id, table.userId))
    .where(eq(table.id, id))
    .get();
  if (!found) throw new AppError("SECURITY_003");
  const { finding, role } = found;
  if (role === "admin" || finding.userId === actor.id) requireLastingRole(actor);
  return finding;
}

type Finding = typeof table.$inferSelect;

/** Whoever was first has done it: twice is once. */
async function mark(
  db: Db,
  finding: Finding,
  set: Pick<Finding, "dismissedAt" | "dismissedBy" | "dismissedWhy">,
  record: Statement,
): Promise<void> {
  const was = set.dismissedAt === null ? sql`is not null` : sql`is null`;
  await runIfHolds(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from security_finding where id = ${finding.id} and dismissed_at ${was})`,
    ),
    db.update(table).set(set).where(eq(table.id, finding.id)),
    record,
  );
}

/** Somebody has looked at it. Throws SECURITY_003, AUTH_004. */
export async function dismissFinding(
  env: Env,
  id: string,
  { actor, origin, note }: By & { note: string | undefined },
): Promise<void> {
  const db = openDb(env.DB);
  const finding = await findFinding(db, id, actor);
  await mark(
    db,
    finding,
    { dismissedAt: new Date(), dismissedBy: actor.id, dismissedWhy: note ?? null },
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "FINDING_DISMISSED",
      resource: ["USER", finding.userId],
      metadata: {
        finding_id: id,
        kind: finding.kind,
        severity: finding.severity,
        ...(note === undefined ? {} : { note }),
      },
    }),
  );
}

/** It is to be looked at again. Throws SECURITY_003, AUTH_004. */
export async function reopenFinding(env: Env, id: string, { actor, origin }: By): Promise<void> {
  const db = openDb(env.DB);
  const finding = await findFinding(db, id, actor);
  await mark(
    db,
    finding,
    { dismissedAt: null, dismissedBy: null, dismissedWhy: null },
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "FINDING_REOPENED",
      resource: ["USER", finding.userId],
      metadata: { finding_id: id, kind: finding.kind, severity: finding.severity },
    }),
  );
}
