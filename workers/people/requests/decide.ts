import { eq, sql } from "drizzle-orm";
import type { AccessRequest } from "#contract/access-request";
import { refusalOf } from "../../auth/person.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { meterOf } from "../../meter/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireLastingRole, requireRightOver } from "../../platform/lasting-role.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { decideBatch } from "./decide-batch.ts";
import { getRequest, requireMore } from "./service.ts";

/** U-140. */
const elevationLasts = 24 * hour;

const words = {
  ja: {
    elevation: "管理者権限（24時間）",
    budget: "月間予算の増額",
    approved: "承認",
    rejected: "却下",
  },
  en: {
    elevation: "administrator access for 24 hours",
    budget: "larger monthly budget",
    approved: "approved",
    rejected: "rejected",
  },
} as const;

interface Waiting {
  readonly request: AccessRequest;
  readonly owner: typeof user.$inferSelect;
}

async function tellOwner(
  db: Db,
  env: Env,
  { request, owner }: Waiting,
  decision: "approved" | "rejected",
  note: string | null,
): Promise<Statement[]> {
  const said = words[owner.language ?? "ja"];
  const mail = await mailStatements(db, env, {
    to: owner,
    event: "request_decided",
    data: { request: said[request.kind], decision: said[decision], reason: note ?? "–" },
  });
  const told = noticeStatement(db, owner.id, {
    kind: decision === "approved" ? "request_approved" : "request_rejected",
    data: { request: request.kind, note },
    link: "/account/requests",
  });
  return [...mail, told];
}

/** A budget becomes the person's own limit: what was asked for, or what the administrator says. */
function grantStatements(
  db: Db,
  actor: Actor,
  request: AccessRequest,
  amount: number | undefined,
): Statement[] {
  if (request.kind !== "budget") return [];
  const value = amount ?? request.amount_micro_usd ?? 0;
  const row = {
    userId: request.user.id,
    kind: "monthly_budget_micro_usd" as const,
    value,
    setBy: actor.id,
    setAt: new Date(),
  };
  const target = [userLimit.userId, userLimit.kind];
  return [db.insert(userLimit).values(row).onConflictDoUpdate({ target, set: row })];
}

/**
 * Nobody decides about themselves: an elevated person could prolong what they have. Throws AUTH_004
 * where it takes a lasting administrator.
 */
async function waiting(db: Db, actor: Actor, id: string): Promise<Waiting> {
  const request = await getRequest(db, id);
  if (request.user.id === actor.id) throw new AppError("USER_004");
  if (request.status !== "pending") throw new AppError("ACCESS_002");
  const owner = await db.select().from(user).where(eq(user.id, request.user.id)).get();
  if (!owner) throw new AppError("ACCESS_001");
  requireRightOver(actor, owner);
  return { request, owner };
}

/** Throws USER_005 where its person is shut out. */
export async function approveRequest(
  db: Db,
  env: Env,
  actor: Actor,
  id: string,
  answer: { note?: string | undefined; amount_micro_usd?: number | undefined },
  origin: Origin,
): Promise<AccessRequest> {
  const asked = await waiting(db, actor, id);
  const { request, owner } = asked;
  if (refusalOf(owner, Date.now()) !== null) {
    throw new AppError("USER_005", { status: owner.status });
  }
  const amount = answer.amount_micro_usd ?? request.amount_micro_usd;
  if (request.kind === "elevation") requireLastingRole(actor);
  const held =
    request.kind === "budget" ? await requireMore(env, request.user.id, amount ?? 0) : null;
  const now = Date.now();
  const endsAt = request.kind === "elevation" ? new Date(now + elevationLasts) : null;
  const note = answer.note ?? null;
  await decideBatch(
    db,
    {
      id,
      from: "pending",
      set: {
        status: "approved",
        decidedBy: actor.id,
        decidedAt: new Date(now),
        decisionNote: note,
        endsAt,
      },
    },
    // Whoever is shut out at this moment is granted nothing.
    assertStatement(
      db,
      sql`exists(select 1 from user where id = ${owner.id} and status = 'active'
        and coalesce(suspended_until, 0) <= ${now})`,
    ),
    ...grantStatements(db, actor, request, answer.amount_micro_usd),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "REQUEST_APPROVED",
      resource: ["USER", request.user.id],
      severity: request.kind === "elevation" ? "CRITICAL" : "WARNING",
      ...(held === null
        ? {}
        : { before: { kind: request.kind, ends_at: null, amount_micro_usd: held } }),
      after: {
        kind: request.kind,
        ends_at: endsAt?.toISOString() ?? null,
        amount_micro_usd: amount,
      },
      metadata: { request_id: id },
    }),
    ...(await tellOwner(db, env, asked, "approved", note)),
  );
  await meterOf(env, request.user.id).refresh();
  return getRequest(db, id);
}

export async function rejectRequest(
  db: Db,
  env: Env,
  actor: Actor,
  id: string,
  note: string,
  origin: Origin,
): Promise<AccessRequest> {
  const asked = await waiting(db, actor, id);
  const decided = { decidedBy: actor.id, decidedAt: new Date(), decisionNote: note };
  await decideBatch(
    db,
    { id, from: "pending", set: { status: "rejected", ...decided } },
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "REQUEST_REJECTED",
      resource: ["USER", asked.owner.id],
      metadata: { request_id: id, kind: asked.request.kind },
    }),
    ...(await tellOwner(db, env, asked, "rejected", note)),
  );
  return getRequest(db, id);
}
