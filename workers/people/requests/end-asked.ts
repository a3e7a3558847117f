import { and, eq, gt, inArray, or, sql } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { accessRequest } from "./access-request.sql.ts";

/** What is closed comes back without what it asked for; a suspension ends by itself, and the wait goes on. */
export type Shut = "closed" | "suspended";

interface By {
  readonly actor: (Pick<Actor, "id"> & Partial<Pick<Actor, "login_id" | "impersonator">>) | null;
  readonly origin: Origin;
}

const of = (people: readonly string[]) => inArray(accessRequest.userId, [...people]);

const pending = eq(accessRequest.status, "pending");

const holding = (now: Date) =>
  and(
    eq(accessRequest.kind, "elevation"),
    eq(accessRequest.status, "approved"),
    gt(accessRequest.endsAt, now),
  );

/**
 * Whoever is shut out is no administrator for the rest of the day (U-140), not after their return
 * either; for the batch that shuts them out, with a record each.
 */
export async function endAsked(
  db: Db,
  people: readonly string[],
  { actor, origin }: By,
  how: Shut,
): Promise<Statement[]> {
  if (people.length === 0) return [];
  const now = new Date();
  const rows = await db
    .select()
    .from(accessRequest)
    .where(and(of(people), or(holding(now), how === "closed" ? pending : sql`0`)));
  return [
    // Also what was granted or asked for since it was read.
    db
      .update(accessRequest)
      .set({ status: "ended", endsAt: now })
      .where(and(of(people), holding(now))),
    ...(how === "closed"
      ? [
          db
            .update(accessRequest)
            .set({ status: "withdrawn" })
            .where(and(of(people), pending)),
        ]
      : []),
    ...rows.map(({ id, userId, kind, status }) =>
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: status === "pending" ? "REQUEST_WITHDRAWN" : "ELEVATION_ENDED",
        resource: ["USER", userId],
        severity: "WARNING",
        before: { request: status },
        after: { request: status === "pending" ? "withdrawn" : "ended" },
        metadata: { request_id: id, kind, reason: how.toUpperCase() },
      }),
    ),
  ];
}
