import { and, count, desc, eq, gt, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type {
  AccessRequest,
  createRequest as createEndpoint,
  listRequests as listEndpoint,
} from "#contract/access-request";
import type { JsonOf, OutputOf, QueryOf } from "#contract/endpoint";
import { isDuplicate } from "../../auth/service.ts";
import { user } from "../../auth/user.sql.ts";
import { meterOf } from "../../meter/rpc.ts";
import { noticesTo } from "../../notices/write-notice.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { tooOften } from "../../platform/http/too-often.ts";
import { accessRequest } from "./access-request.sql.ts";
import { decideBatch } from "./decide-batch.ts";

const decider = alias(user, "decider");

const rows = (db: Db) =>
  db
    .select({
      request: accessRequest,
      user: { id: user.id, name: user.name, email: user.email, role: user.role },
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

const waitingFirst = sql`${accessRequest.status} = 'pending' desc`;
const newestFirst = [desc(accessRequest.createdAt), accessRequest.id];

/** What one person's list shows; older ones are in the audit log. */
const shown = 200;

export async function listRequestsOf(db: Db, userId: string): Promise<AccessRequest[]> {
  const found = await rows(db)
    .where(eq(accessRequest.userId, userId))
    .orderBy(waitingFirst, ...newestFirst)
    .limit(shown);
  return found.map(toRequest);
}

/** What is approved has no end, or one to come; after it, it is lapsed. */
function isStatus(status: AccessRequest["status"]): SQL | undefined {
  const stored = eq(accessRequest.status, status === "lapsed" ? "approved" : status);
  const now = new Date();
  if (status === "lapsed") return and(stored, lte(accessRequest.endsAt, now));
  if (status !== "approved") return stored;
  return and(stored, or(isNull(accessRequest.endsAt), gt(accessRequest.endsAt, now)));
}

const countOf = async (db: Db, where: SQL | undefined): Promise<number> =>
  (await db.select({ count: count() }).from(accessRequest).where(where).get())?.count ?? 0;

export async function listRequests(
  db: Db,
  { status, kind, page, limit }: QueryOf<typeof listEndpoint>,
): Promise<OutputOf<typeof listEndpoint>> {
  const where = and(status && isStatus(status), kind ? eq(accessRequest.kind, kind) : undefined);
  const [found, total, pending] = await Promise.all([
    rows(db)
      .where(where)
      // Of one status, the index by status has the order.
      .orderBy(...(status ? [] : [waitingFirst]), ...newestFirst)
      .limit(limit)
      .offset((page - 1) * limit),
    countOf(db, where),
    countOf(db, eq(accessRequest.status, "pending")),
  ]);
  const total_pages = Math.ceil(total / limit);
  return { items: found.map(toRequest), total, page, limit, total_pages, pending };
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

/** Each is told to every administrator: who asks more often in a day is sent away until one is a day old. */
const perDay = 10;

/** When the first of the last so many is a day old. */
async function freeAgain(db: Db, userId: string): Promise<number> {
  const first = await db
    .select({ createdAt: accessRequest.createdAt })
    .from(accessRequest)
    .where(eq(accessRequest.userId, userId))
    .orderBy(desc(accessRequest.createdAt))
    .limit(1)
    .offset(perDay - 1)
    .get();
  return (first?.createdAt.getTime() ?? Date.now()) + day;
}

/** More is more than what holds now, which is the answer; where nothing limits there is no more. Else ACCESS_003. */
export async function requireMore(env: Env, userId: string, amount: number): Promise<number> {
  const { value } = (await meterOf(env, userId).limits()).monthly_budget_micro_usd;
  if (value === null || amount <= value) throw new AppError("ACCESS_003", { limit: value });
  return value;
}

/** One of a kind waits at a time: ACCESS_002 for a second. RATE_001 for the eleventh of a day. */
export async function createRequest(
  db: Db,
  env: Env,
  actor: Actor,
  wish: JsonOf<typeof createEndpoint>,
  origin: Origin,
): Promise<AccessRequest> {
  if (wish.kind === "elevation" && actor.role === "admin") throw new AppError("ACCESS_002");
  if (wish.kind === "budget") await requireMore(env, actor.id, wish.amount_micro_usd);
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
      assertStatement(
        db,
        sql`(select count(*) from access_request where user_id = ${actor.id}
          and created_at > ${Date.now() - day}) <= ${perDay}`,
      ),
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
          data: {
            name: actor.name,
            user_id: actor.id,
            request: wish.kind,
            amount_micro_usd: amount,
          },
          link: "/admin/requests",
        },
      ),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("ACCESS_002");
    if (isRefused(error)) throw tooOften(perDay, await freeAgain(db, actor.id));
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
): Promise<boolean> {
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
  return holds;
}
