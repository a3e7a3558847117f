import type { resealAudit as resealContract, verifyAudit } from "#contract/admin-audit";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { chainName, type Resealed } from "../../audit/rpc.ts";
import { adminsToTell } from "../../auth/admins-to-tell.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { stableId } from "../../platform/stable-id.ts";

const chainOf = (env: Env) => env.AUDIT_CHAIN.getByName(chainName);

const instant = (at: number): string => new Date(at).toISOString();

const toResealed = ({
  at,
  broken_at,
  problem,
  kept,
}: Resealed): OutputOf<typeof resealContract> => ({
  at: instant(at),
  broken_at,
  problem,
  kept,
});

export async function verifyChain(env: Env, from: number): Promise<OutputOf<typeof verifyAudit>> {
  const chain = chainOf(env);
  const { head, anchor, ...found } = await chain.verify(from);
  const resealed = await chain.resealed();
  return {
    ...found,
    anchor: anchor && { seq: anchor.seq, hash: anchor.hash, at: instant(anchor.at) },
    head: head && { seq: head.seq, hash: head.hash, sealed_at: instant(head.sealed_at) },
    resealed: resealed.map(toResealed),
  };
}

/** Goes on from a break; every administrator is told who did it (T-23). Throws LOG_004. */
export async function resealChain(
  env: Env,
  actor: Actor,
  { broken_at, reason }: JsonOf<typeof resealContract>,
  origin: Origin,
): Promise<OutputOf<typeof resealContract>> {
  const by = { id: actor.id, login_id: actor.login_id };
  const done = await chainOf(env).reseal({ broken_at, by, origin, reason });
  if (done === null) throw new AppError("LOG_004", { broken_at });
  const db = openDb(env.DB);
  const [first, ...rest] = (await adminsToTell(db)).map((admin) =>
    noticeStatement(db, admin.id, {
      id: stableId(`audit_resealed:${done.id}:${admin.id}`),
      kind: "audit_resealed",
      severity: "critical",
      data: { name: actor.name, user_id: actor.id, record: broken_at, reason },
      link: "/admin/audit/verify",
      at: done.at,
    }),
  );
  if (first) await runBatch(db, first, ...rest);
  return toResealed(done);
}
