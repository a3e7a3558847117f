import { eq } from "drizzle-orm";
import type { AccessRequest } from "#contract/access-request";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { meterOf } from "../../meter/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement } from "../../platform/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { decideBatch } from "./decide-batch.ts";
import { getRequest } from "./service.ts";

/** U-140. */
const elevationLasts = 24 * 3_600_000;

const words = {
  ja: {
    elevation: "管理者権限（24時間）",
    budget: "月間予算の増額",
    approved: "承認",
    rejected: "却下",
  },
  en: {
    elevation: "administrator's rights for 24 hours",
    budget: "more monthly budget",
    approved: "approved",
    rejected: "rejected",
  },
} as const;

async function tellOwner(
  db: Db,
  env: Env,
  request: AccessRequest,
  decision: "approved" | "rejected",
  note: string | null,
): Promise<Statement[]> {
  const owner = await db.select().from(user).where(eq(user.id, request.user.id)).get();
  if (!owner) throw new AppError("ACCESS_001");
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

/** Nobody decides about themselves: an elevated person could prolong what they have. */
async function waiting(db: Db, actor: Actor, id: string): Promise<AccessRequest> {
  const request = await getRequest(db, id);
  if (request.user.id === actor.id) throw new AppError("USER_004");
  if (request.status !== "pending") throw new AppError("ACCESS_002");
  return request;
}

export async function approveRequest(
  db: Db,
  env: Env,
  actor: Actor,
  id: string,
  answer: { note?: string | undefined; amount_micro_usd?: number | undefined },
  origin: Origin,
): Promise<AccessRequest> {
  const request = await waiting(db, actor, id);
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
    ...grantStatements(db, actor, request, answer.amount_micro_usd),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "REQUEST_APPROVED",
      resource: ["USER", request.user.id],
      severity: request.kind === "elevation" ? "CRITICAL" : "WARNING",
      after: {
        kind: request.kind,
        ends_at: endsAt?.toISOString() ?? null,
        amount_micro_usd: answer.amount_micro_usd ?? request.amount_micro_usd,
      },
      metadata: { request_id: id },
    }),
    ...(await tellOwner(db, env, request, "approved", note)),
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
  const request = await waiting(db, actor, id);
  const decided = { decidedBy: actor.id, decidedAt: new Date(), decisionNote: note };
  await decideBatch(
    db,
    { id, from: "pending", set: { status: "rejected", ...decided } },
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "REQUEST_REJECTED",
      resource: ["USER", request.user.id],
      metadata: { request_id: id, kind: request.kind },
    }),
    ...(await tellOwner(db, env, request, "rejected", note)),
  );
  return getRequest(db, id);
}
