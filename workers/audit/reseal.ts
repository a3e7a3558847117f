/** After a break was looked at: what holds before it stays, the rest is sealed anew as it stands (T-23). */
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { linkAfterGap } from "./gap.ts";
import type { ChainHead, Fault, Reseal, Resealed } from "./rpc.ts";
import { verifyLinks, type Memory } from "./verify.ts";

/** Links taken out in one step. */
const perStep = 10_000;

/** Where the chain goes on; null: from its beginning, with every row. */
export interface Plan {
  readonly fault: Fault;
  readonly head: ChainHead | null;
}

/** What is wrong with one link; null: nothing, or something further back. Links after the head are a fork. */
async function faultAt(d1: D1Database, asked: number, memory: Memory): Promise<Fault | null> {
  const { problem, broken_at, next } = await verifyLinks(d1, asked, memory);
  const end = memory.head?.seq ?? 0;
  if (problem === null && next !== null && asked === end + 1) {
    return { problem: "fork", broken_at: asked };
  }
  if (broken_at === asked && problem !== null) return { problem, broken_at };
  // Links on both sides of a gap hold; it is told of by the first after it.
  const isGap = memory.head !== null && (await linkAfterGap(d1, memory.head)) === asked;
  return isGap ? { problem: "unsealed_gap", broken_at: asked } : null;
}

/** The head as it was after a link, with the row as it is numbered now; null: the link is not there. */
const headAt = (d1: D1Database, seq: number, now: number): Promise<ChainHead | null> =>
  d1
    .prepare(
      `SELECT seq, hash, ? AS sealed_at,
              coalesce((SELECT max(audit_log.rowid) FROM audit_seal
                        JOIN audit_log ON audit_log.id = audit_id WHERE audit_seal.seq <= ?), 0) AS rowid
       FROM audit_seal WHERE seq = ?`,
    )
    .bind(now, seq, seq)
    .first<ChainHead>();

/**
 * How to go on from a break somebody looked at. Null: that link holds, or the break is further back,
 * so that what was looked at is not what would be accepted.
 */
export async function planReseal(
  d1: D1Database,
  asked: number,
  memory: Memory,
  now: number,
): Promise<Plan | null> {
  const { head, anchor } = memory;
  if (head === null) return null;
  const fault = await faultAt(d1, asked, memory);
  if (fault === null) return null;
  const last = fault.broken_at - 1;
  // Before the anchor nothing can be checked any more, so all that is there begins anew.
  if (last <= (anchor?.seq ?? 0)) return { fault, head: null };
  const kept = await headAt(d1, last, now);
  return kept && { fault, head: kept };
}

/** On record before anything is changed: who, why, and the end the chain had. */
export const recordReseal = (
  env: Env,
  { by, origin, reason }: Reseal,
  { id, at, broken_at, problem, kept }: Resealed,
  before: ChainHead | null,
): Promise<void> => {
  const db = openDb(env.DB);
  return runBatch(
    db,
    auditStatement(db, by, origin, {
      once: { id, at },
      event: "SECURITY",
      action: "AUDIT_RESEALED",
      resource: ["AUDIT_LOG", null],
      severity: "CRITICAL",
      metadata: {
        reason,
        problem,
        broken_at,
        kept,
        head: before && { seq: before.seq, hash: before.hash },
        archive: archiveOf(id),
      },
    }),
  );
};

const archiveOf = (id: string): string => `audit-archive/links/${id}`;

/** Links after `seq` go into the archive, from the end on: they still tell what was sealed. */
export async function takeOutAfter(env: Env, seq: number, id: string): Promise<void> {
  for (;;) {
    const { results } = await env.DB.prepare(
      "SELECT * FROM audit_seal WHERE seq > ? ORDER BY seq DESC LIMIT ?",
    )
      .bind(seq, perStep)
      .all<{ seq: number }>();
    const first = results.at(-1)?.seq;
    if (first === undefined) return;
    const lines = results.map((link) => `${JSON.stringify(link)}\n`).join("");
    await env.FILES.put(`${archiveOf(id)}/${first}.ndjson`, lines, {
      httpMetadata: { contentType: "application/x-ndjson" },
    });
    await env.DB.prepare("DELETE FROM audit_seal WHERE seq >= ?").bind(first).run();
  }
}
