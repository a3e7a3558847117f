import { and, count, desc, eq, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { AccessRequest, createRequest as createEndpoint } from "#contract/access-request";
import type { JsonOf } from "#contract/endpoint";
import { isDuplicate } from "../../auth/service.ts";
import { user } from "../../auth/user.sql.ts";
import { noticesTo } from "../../notices/write-notice.ts";
import { auditStatement } from "../../platform/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { accessRequest } from "./access-request.sql.ts";
import { decideBatch } from "./decide-batch.ts";

const decider = alias(user, "decider");

const rows = (db: Db) =>
  db
    .select({
      request: accessRequest,
      user: { id: user.id, name: user.name, email: user.email },
      decider: { id: decider.id, name: decider.name },
    })
    .from(accessRequest)
    .innerJoin(user, eq(user.id, accessRequest.userId))
    .leftJoin(decider, eq(decider.id, accessRequest.decidedBy));

type Row = Awaited<ReturnType<ReturnType<typeof rows>["all"]>>[number];

function toRequest({ request, user: owner, decider: by }: Row): AccessRequest {
  const lapsed =
    request.status === "approved" &&
    request.endsAt !== null &&
    request.endsAt.getTime() <= Date.now();
  return {
    id: request.id,
    kind: request.kind,
    user: owner,
    reason: request.reason,
    amount_micro_usd: request.amountMicroUsd,
    status: lapsed ? "lapsed" : request.status,
    decided_by: by,
    decided_at: request.decidedAt?.toISOString() ?? null,
    decision_note: request.decisionNote,
    ends_at: request.endsAt?.toISOString() ?? null,
    created_at: request.createdAt.toISOString(),
  };
}

/** What a list shows; older ones are in the audit log. */
const shown = 200;

const list = async (db: Db, where: SQL | undefined): Promise<AccessRequest[]> => {
  const found = await rows(db)
    .where(where)
    .orderBy(
      sql`${accessRequest.status} = 'pending' desc`,
      desc(accessRequest.createdAt),
      accessRequest.id,
    )
    .limit(shown);
  return found.map(toRequest);
};

export const listRequestsOf = (db: Db, userId: string): Promise<AccessRequest[]> =>
  list(db, eq(accessRequest.userId, userId));

export async function listRequests(
  db: Db,
  query: { status?: AccessRequest["status"]; kind?: AccessRequest["kind"] },
): Promise<{ items: AccessRequest[]; pending: number }> {
  const { status, kind } = query;
  const stored = status === "lapsed" ? "approved" : status;
  const items = await list(
    db,
    and(
      stored ? eq(accessRequest.status, stored) : undefined,
      kind ? eq(accessRequest.kind, kind) : undefined,
    ),
  );
  const pending = await db
    .select({ count: count() })
    .from(accessRequest)
    .where(eq(accessRequest.status, "pending"))
    .get();
  return {
    items: status ? items.filter((item) => item.status === status) : items,
    pending: pending?.count ?? 0,
  };
}

/** Throws ACCESS_001. */
export async function getRequest(db: Db, id: string): Promise<AccessRequest> {
  const row = await rows(db).where(eq(accessRequest.id, id)).get();
  if (!row) throw new AppError("ACCESS_001");
  return toRequest(row);
}

const adminsOf = (db: Db) =>
  db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.status, "active")));

/** One of a kind waits at a time: ACCESS_002 for a second. */
export async function createRequest(
  db: Db,
  actor: Actor,
  wish: JsonOf<typeof createEndpoint>,
  origin: Origin,
): Promise<AccessRequest> {
  if (wish.kind === "elevation" && actor.role === "admin") throw new AppError("ACCESS_002");
  const id = crypto.randomUUID();
  const amount = wish.kind === "budget" ? wish.amount_micro_usd : null;
  const admins = await adminsOf(db);
  try {
    await runBatch(
      db,
      db.insert(accessRequest).values({
        id,
        kind: wish.kind,
        userId: actor.id,
        reason: wish.reason,
        amountMicroUsd: amount,
        status: "pending",
        createdAt: new Date(),
      }),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "REQUEST",
        resource: ["ACCESS_REQUEST", id],
        after: { kind: wish.kind, amount_micro_usd: amount },
      }),
      ...noticesTo(
        db,
        admins.map((admin) => admin.id),
        {
          kind: "request_created",
          data: { name: actor.name, request: wish.kind, amount_micro_usd: amount },
          link: "/admin/requests",
        },
      ),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("ACCESS_002");
    throw error;
  }
  return getRequest(db, id);
}

/** Of what waits: withdrawn. Of an elevation that holds: ended now. Anything else is ACCESS_002. */
export async function withdrawRequest(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const before = await getRequest(db, id);
  if (before.user.id !== actor.id) throw new AppError("ACCESS_001");
  const to = before.status === "pending" ? "withdrawn" : "ended";
  const from = before.status === "pending" ? "pending" : "approved";
  const holds = before.kind === "elevation" && before.status === "approved";
  if (before.status !== "pending" && !holds) throw new AppError("ACCESS_002");
  await decideBatch(
    db,
    { id, from, set: { status: to, ...(holds ? { endsAt: new Date() } : {}) } },
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: holds ? "ELEVATION_ENDED" : "REQUEST_WITHDRAWN",
      resource: ["ACCESS_REQUEST", id],
      before: { status: before.status },
      after: { status: to },
    }),
  );
}
