import { and, count, desc, eq, gte, isNotNull, isNull, sql } from "drizzle-orm";
import type { AnyViolation, listViolations as contract } from "#contract/admin-security";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";

const rowsOf = (db: Db) =>
  db
    .select({
      violation,
      name: sql<string>`${user.name}`.as("user_name"),
      email: sql<string>`${user.email}`.as("user_email"),
      role: sql<typeof user.$inferSelect.role>`${user.role}`.as("user_role"),
      status: sql<typeof user.$inferSelect.status>`${user.status}`.as("user_status"),
      suspendedUntil: sql<number | null>`${user.suspendedUntil}`.as("user_suspended_until"),
    })
    .from(violation)
    .innerJoin(user, eq(user.id, violation.userId));

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function toViolation(row: Row, now: number): AnyViolation {
  const { id, userId, kind, step, detail, createdAt, dismissedAt } = row.violation;
  const suspended = row.status === "active" && (row.suspendedUntil ?? 0) > now;
  return {
    id,
    user: { id: userId, name: row.name, email: row.email, role: row.role },
    kind,
    step,
    detail,
    created_at: createdAt.toISOString(),
    dismissed_at: dismissedAt?.toISOString() ?? null,
    standing: suspended ? "suspended" : row.status,
    suspended_until: suspended ? new Date(row.suspendedUntil ?? 0).toISOString() : null,
  };
}

/** Everybody's violations (U-106), with how the person stands now. */
export async function listViolations(
  db: Db,
  { status, user_id, page, limit }: QueryOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { dismissedAt, userId, createdAt, id } = violation;
  const isOpen = status === "open" || status === "recent";
  const where = and(
    isOpen ? isNull(dismissedAt) : status === "dismissed" ? isNotNull(dismissedAt) : undefined,
    status === "recent" ? gte(createdAt, new Date(Date.now() - day)) : undefined,
    user_id === undefined ? undefined : eq(userId, user_id),
  );
  const [rows, found] = await db.batch([
    rowsOf(db)
      .where(where)
      .orderBy(desc(createdAt), desc(id))
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ count: count() }).from(violation).where(where),
  ]);
  const total = found[0]?.count ?? 0;
  return {
    items: rows.map((row) => toViolation(row, Date.now())),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
  };
}
